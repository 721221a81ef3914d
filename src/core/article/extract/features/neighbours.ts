import type { Page } from './page.ts'
import { type Features, type Rows, share } from './rows.ts'

const offsets = [-2, -1, 1, 2]
const windows = [3, 10]

/** What stands right before and after a passage. */
export const neighbours: Features = {
  names: [
    ...offsets.flatMap(offset =>
      ['length', 'linked', 'tag', 'last', 'same', 'lead'].map(what => what + offset),
    ),
    ...windows.flatMap(width => [`proseBefore${width}`, `proseAfter${width}`]),
  ],
  write(rows, page, index) {
    for (const offset of offsets) putNeighbour(rows, page, index, offset)
    for (const width of windows) {
      rows.put(proseOf(page, index - width, index - 1))
      rows.put(proseOf(page, index + 1, index + width))
    }
  },
}

function putNeighbour(rows: Rows, page: Page, index: number, offset: number): void {
  const other = index + offset
  const neighbour = page.passages[other]
  if (neighbour === undefined) {
    for (const number of none) rows.put(number)
    return
  }
  rows.put(neighbour.length)
  rows.put(share(neighbour.linked, neighbour.length))
  rows.put(page.tags[other] ?? -1)
  rows.put(neighbour.last)
  rows.put(levelsApart(page, index, offset))
  rows.put(page.isLead[other] ?? 0)
}

/** What is written of a neighbour that is not there. */
const none = [-1, 0, -1, 5, -1, 0]

/** How many levels up from a passage another is met: where any two between them meet. */
function levelsApart({ passages, places, meetings }: Page, index: number, offset: number): number {
  const first = Math.min(index, index + offset)
  let depth = meetings[first] ?? 0
  for (let at = first + 1; at < first + Math.abs(offset); at++) depth = Math.min(depth, meetings[at] ?? 0)
  return (places.depths[passages[index]?.at ?? 0] ?? 0) - depth
}

/** The share of prose in some passages in a row. */
function proseOf({ passages, text }: Page, from: number, to: number): number {
  let prose = 0
  let all = 0
  const last = Math.min(to, passages.length - 1)
  for (let at = Math.max(0, from); at <= last; at++) {
    const passage = passages[at]
    if (passage === undefined) break
    all += passage.length
    if (passage.isProse) prose += passage.length - passage.linked
  }
  return text === 0 ? 0 : share(prose, all + 20)
}
