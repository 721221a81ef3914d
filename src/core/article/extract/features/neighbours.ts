import type { Places } from '../places.ts'
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
    for (const offset of offsets) putNeighbour(rows, page, { index, other: index + offset })
    for (const width of windows) {
      rows.put(proseOf(page, index - width, index - 1))
      rows.put(proseOf(page, index + 1, index + width))
    }
  },
}

function putNeighbour(
  rows: Rows,
  { passages, places, tags, isLead }: Page,
  { index, other }: { readonly index: number; readonly other: number },
): void {
  const neighbour = passages[other]
  rows.put(neighbour?.length ?? -1)
  rows.put(neighbour === undefined ? 0 : share(neighbour.linked, neighbour.length))
  rows.put(tags[other] ?? -1)
  rows.put(neighbour?.last ?? 5)
  rows.put(neighbour === undefined ? -1 : levelsApart(places, passages[index]?.at ?? 0, neighbour.at))
  rows.put(isLead[other] ?? 0)
}

/** How many levels up from one place the other is met. */
function levelsApart({ outline: { parents }, depths }: Places, from: number, to: number): number {
  let one = from
  let two = to
  let level = 0
  while (one !== two && one >= 0 && two >= 0) {
    const [deep, other] = [depths[one] ?? 0, depths[two] ?? 0]
    if (deep <= other) two = parents[two] ?? -1
    if (deep >= other) {
      one = parents[one] ?? -1
      level++
    }
  }
  return level
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
