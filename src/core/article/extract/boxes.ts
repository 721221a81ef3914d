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
  /** Most passages are called nothing, or like others. */
  const known = new Map<string, boolean>([['', false]])
  const isCalledBox = (name: string): boolean => {
    let is = known.get(name)
    if (is === undefined) {
      is = boxNames.test(name)
      known.set(name, is)
    }
    return is
  }
  const isBox = (at: number, left: number): boolean => {
    const name = outline.elements[at]?.name
    const marks = outline.marks[at]
    if (name === undefined || marks === undefined || bodyNames.has(name) || left === 0) return false
    return (
      name === 'aside' ||
      isCalledBox(marks.classes) ||
      isCalledBox(marks.id) ||
      isBox(outline.parents[at] ?? -1, left - 1)
    )
  }
  const found: number[] = []
  let all = 0
  let inBoxes = 0
  // By the next that was chosen: of most pages that is one passage in ten.
  for (let index = chosen.indexOf(true); index >= 0; index = chosen.indexOf(true, index + 1)) {
    const { at = -1, length = 0 } = passages[index] ?? {}
    all += length
    if (!isBox(at, far)) continue
    inBoxes += length
    found.push(index)
  }
  return inBoxes > all * mostShare || all - inBoxes < minText ? [] : found
}
