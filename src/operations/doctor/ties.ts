import type { HostFacts } from '../../core/mirror/measurement.ts'
import type { Mirror } from '../../core/mirror/mirror.ts'
import { parentOf } from '../../core/mirror/parent.ts'
import { findTies, type Tie, type TieKind } from '../../core/mirror/pool-ties.ts'
import type { Outlook } from '../../ports/outlook.ts'
import { type Check, type Finding, ok, warn } from './check.ts'
import { publicHosts } from './public-hosts.ts'

/** What makes several public mirrors fall together, or gives one away by another, as anybody sees it from outside. */
export const tiesCheck: Check = {
  id: 'ties',
  async run(deps) {
    const mirrors = await publicHosts(deps)
    const { outlook } = deps
    const members = await Promise.all(
      mirrors.map(async mirror => ({
        ...mirror,
        facts: outlook === null ? null : await lookAt(mirror, outlook),
      })),
    )
    const findings = findTies(members).flatMap(judge)
    return findings.some(({ severity }) => severity !== 'ok')
      ? findings
      : [ok('nothing that can be seen from here ties the public hosts together'), ...findings]
  },
}

async function lookAt({ host }: Mirror, outlook: Outlook): Promise<HostFacts> {
  const { kind, name } = parentOf(host)
  const [addresses, nameServers] = await Promise.all([
    outlook.addressesOf(host),
    // Those of a suffix that strangers share tell nothing of us.
    kind === 'owned' ? outlook.nameServersOf(name) : [],
  ])
  // The check of certificates speaks of those.
  return { addresses, certificate: null, nameServers }
}

interface Words {
  readonly says: (name: string) => string
  readonly next: (name: string) => string
}

/** Null: another check speaks of it. */
const words: Readonly<Record<TieKind, Words | null>> = {
  parent: {
    says: name => `stand under ${name}`,
    next: () => 'a censor blocks the domain: take the next host under another',
  },
  'shared suffix': null,
  provider: { says: name => `are with ${name}`, next: () => 'put the next host with another provider' },
  'address block': {
    says: name => `have addresses in ${name}`,
    next: () => 'one rule for the block takes all of them: put the next host on another network',
  },
  'shared front': null,
  certificate: null,
  'name servers': {
    says: name => `have the same name servers (${name})`,
    next: adviceOnNameServers,
  },
}

function judge({ kind, name, hosts }: Tie): readonly Finding[] {
  const listed = hosts.join(', ')
  if (kind === 'shared front')
    return [
      ok(
        `${listed} have addresses of ${name}, shared with many strangers: they are blocked by name, not by address`,
      ),
    ]
  const found = words[kind]
  if (found === null) return []
  return [warn(`${listed} ${found.says(name)}`, found.next(name))]
}

/** Also for hosts of closed channels. */
export function adviceOnNameServers(servers: string): string {
  return servers.includes('.ns.cloudflare.com')
    ? 'Cloudflare gives the zones of one account the same pair: who knows one host finds the others by it. Take the next domain into another account, or to another DNS host; see docs/edge.md'
    : 'who knows one host finds the others by them: take the next domain to another DNS host'
}
