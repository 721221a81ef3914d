import { toIso } from '../../core/instant.ts'
import { type Check, ok, warn } from './check.ts'

const shown = 5
const counted = 1000

/** Articles that their publishers took down: readers have them all the same, and the newsroom may have its reasons. */
export const vanishedCheck: Check = {
  id: 'vanished',
  async run({ archive }) {
    const gone = await archive.listed('all', { state: 'vanished', limit: counted })
    const standing = gone.filter(article => article.withdrawn === null)
    if (standing.length === 0) return [ok('no article is gone upstream')]
    const named = standing
      .slice(0, shown)
      .map(({ id, title, vanishedAtMs }) => `${id} “${title}” since ${toIso(vanishedAtMs ?? 0).slice(0, 10)}`)
    const more = standing.length > shown ? `, and ${standing.length - shown} more` : ''
    return [
      warn(
        `${standing.length === 1 ? 'an article is' : `${standing.length} articles are`} gone upstream: ${named.join(', ')}${more}`,
        'ask the publisher why; to take one away from your readers too: npx tamizdat articles withdraw ID',
      ),
    ]
  },
}
