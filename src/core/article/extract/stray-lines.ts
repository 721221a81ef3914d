import type { Passage } from './passages.ts'
import { isAppeal, isBiography, isCaption, isLabel } from './stray-rules.ts'

/** How many passages at the end of a body may be none of its text. */
const tail = 3

/**
 * Finds what was chosen by how it looks and is by its words no text: captions, and labels of what is not there; at the end
 * also what is asked of readers, and who the authors are.
 * @returns why, by the passage's number.
 */
export function findStrayLines(
  passages: readonly Passage[],
  chosen: readonly boolean[],
  byline: readonly string[] | null,
): ReadonlyMap<number, string> {
  const indexes = [...chosen.keys()].filter(index => chosen[index] === true)
  const why = new Map<number, string>()
  for (const [place, index] of indexes.entries()) {
    // A body of captions alone is one: the first passage stays.
    const passage = passages[index]
    if (passage === undefined || place === 0) continue
    const isAtEnd = place >= indexes.length - tail
    const reason = whyStray(passage.line, isAtEnd, byline)
    if (reason !== null) why.set(index, reason)
  }
  return why
}

function whyStray(line: string, isAtEnd: boolean, byline: readonly string[] | null): string | null {
  if (isCaption(line)) return 'a caption'
  if (isLabel(line)) return 'the label of what is not there'
  if (!isAtEnd) return null
  if (isAppeal(line)) return 'asks something of readers'
  return isBiography(line, byline) ? 'who the author is' : null
}
