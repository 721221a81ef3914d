import { bad, type Check, type Finding, ok, type Versions, warn } from './check.ts'

const neededNode = 24

/** What runs here, and whether the archive is of it. Nobody is asked whether there is a newer version. */
export const versionCheck: Check = {
  id: 'version',
  run: async ({ versions }) => judgeVersions(versions),
}

/** What can be said before an archive is opened, which would upgrade it. */
export function judgeVersions(versions: Versions): readonly Finding[] {
  const { program, node, sqlite, presentSchema } = versions
  const major = Number(node.split('.')[0])
  const runs =
    major < neededNode
      ? bad(`Node ${node} is too old`, `start it by npx tamizdat, which brings Node ${neededNode} along`)
      : ok(`tamizdat ${program} (schema ${presentSchema}) on Node ${node} with SQLite ${sqlite}`)
  return [runs, ...judgeSchema(versions)]
}

function judgeSchema({ foundSchema, presentSchema }: Versions): readonly Finding[] {
  if (foundSchema === null || foundSchema === presentSchema) return []
  if (foundSchema > presentSchema)
    return [
      bad(
        `the archive has schema ${foundSchema}: a newer tamizdat has upgraded it, and this one cannot read it`,
        'start the newer one again, or go back: docs/guide/upgrade.md',
      ),
    ]
  return [
    warn(
      `the archive has schema ${foundSchema}: the next command that opens it upgrades it, and keeps a copy`,
      'stop `serve` of the older tamizdat first: docs/guide/upgrade.md; then: npx tamizdat status',
    ),
  ]
}
