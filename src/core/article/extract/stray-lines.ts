import type { Passage } from './passages.ts'
import { isPersonName } from './person-name.ts'
import { isAppeal, isBiography, isCaption, isLabel, isOffer } from './stray-rules.ts'

/** How many passages at the end of a body may be none of its text. */
const tail = 3
/** The least that is left of a body: the captions of a gallery are its text. */
const minLeft = 0.5

/**
 * Finds what was chosen by how it looks and is by its words no text: captions, labels of what is not there, titles of other
 * articles, offers; at the end also what is asked of readers, and who the authors are.
 * @returns why, by the passage's number.
 */
export function findStrayLines(
  passages: readonly Passage[],
  chosen: readonly boolean[],
  byline: readonly string[] | null,
): ReadonlyMap<number, string> {
  const indexes = [...chosen.keys()].filter(index => chosen[index] === true)
  const why = new Map<number, string>()
  let all = 0
  let left = 0
  for (const [place, index] of indexes.entries()) {
    const passage = passages[index]
    if (passage === undefined) break
    all += passage.length
    const isAtEnd = place >= indexes.length - tail
    const reason = whyStray(passage, isAtEnd, byline)
    if (reason === null) left += passage.length
    else why.set(index, reason)
    if (reason === null && isAtEnd && introduces(passages[index - 1], passage)) {
      left -= passage.length
      for (const part of [index - 1, index]) why.set(part, 'who the author is')
    }
  }
  return left < all * minLeft ? none : why
}

const none: ReadonlyMap<number, string> = new Map()

function whyStray(passage: Passage, isAtEnd: boolean, byline: readonly string[] | null): string | null {
  const { line } = passage
  if (isCaption(line)) return 'a caption'
  if (isLabel(line)) return 'the label of what is not there'
  if (isOffer(line)) return 'asks readers to subscribe'
  if (isShoutedLink(passage)) return 'the title of another article'
  if (!isAtEnd) return null
  if (isAppeal(line)) return 'asks something of readers'
  return isBiography(line, byline) ? 'who the author is' : null
}

const minBiography = 60

/** Whether a name stands on a line of its own above a paragraph that begins with it. */
function introduces(above: Passage | undefined, { line }: Passage): boolean {
  return (
    above !== undefined &&
    line.length >= minBiography &&
    line.startsWith(`${above.line} `) &&
    isPersonName(above.line)
  )
}

const allLinked = 0.95
const inCapitals = 0.8
const minTitle = 25

/** A paragraph in capitals that is a link as a whole: so newsrooms set the titles of other articles between two of this. */
function isShoutedLink({ element, length, linked, letters }: Passage): boolean {
  return (
    element.name === 'p' &&
    length >= minTitle &&
    linked >= length * allLinked &&
    letters.capitals > letters.letters * inCapitals
  )
}
