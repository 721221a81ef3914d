import { bad, type Check, ok } from './check.ts'

const neededNode = 24

/** What runs here. */
export const versionCheck: Check = {
  id: 'version',
  async run({ versions: { program, node } }) {
    const major = Number(node.split('.')[0])
    if (major < neededNode)
      return [
        bad(`Node ${node} is too old`, `start it by npx tamizdat, which brings Node ${neededNode} along`),
      ]
    return [ok(`tamizdat ${program} on Node ${node}`)]
  },
}
