import { type Check, ok, warn } from './check.ts'

const counted = 1000

/** Corrections that upstream has overtaken. */
export const conflictsCheck: Check = {
  id: 'conflicts',
  async run({ archive }) {
    const waiting = await archive.listed('all', { state: 'conflicting', limit: counted })
    if (waiting.length === 0) return [ok('no correction of yours waits for a decision')]
    return [
      warn(
        `upstream has changed ${waiting.length} of the texts that you had corrected: ${waiting.map(each => each.id).join(', ')}`,
        'npx tamizdat articles show ID --revisions, then: articles correct ID --accept, or --keep',
      ),
    ]
  },
}
