import type { Survey } from './survey-page.ts'

const boxNames =
  /(?:^|[\s_-])(?:fact-?box|facts?|faktaboks|fakta(?:-?boks)?|faktbox|info-?box|info-?kasten)(?:[\s_\d-]|$)|(?:^|[\s_-])(?:authors?|contributors?|by-?line|autor|bio(?:graphy)?)(?:[\s_-]|$)/i
const bodyNames = new Set(['body', 'main', 'article'])
/** As far as a box is looked for, in levels. */
const far = 6
/** A box has no more of what was chosen: beyond that it is called so, and is the text. */
const mostShare = 0.4
/** Beside less there is no box. */
const minText = 600

/**
 * Finds what was chosen in boxes beside the text: explained facts, and who the authors are.
 * @returns the numbers of their passages.
 */
export function findBoxes(
  { passages, places: { outline } }: Pick<Survey, 'passages' | 'places'>,
  chosen: readonly boolean[],
): readonly number[] {
  /** Whether a place is a box or stands in one, by the place and how far up is still looked. */
  const known = new Map<number, boolean>()
  const isBox = (at: number, left: number): boolean => {
    const element = outline.elements[at]
    if (element === undefined || bodyNames.has(element.name) || left === 0) return false
    const key = at * far + left - 1
    let is = known.get(key)
    if (is === undefined) {
      const { name, attribs } = element
      is =
        name === 'aside' ||
        boxNames.test(attribs['class'] ?? '') ||
        boxNames.test(attribs['id'] ?? '') ||
        isBox(outline.parents[at] ?? -1, left - 1)
      known.set(key, is)
    }
    return is
  }
  const found: number[] = []
  let all = 0
  let inBoxes = 0
  for (const [index, { at, length }] of passages.entries()) {
    if (chosen[index] !== true) continue
    all += length
    if (!isBox(at, far)) continue
    inBoxes += length
    found.push(index)
  }
  return inBoxes > all * mostShare || all - inBoxes < minText ? [] : found
}
