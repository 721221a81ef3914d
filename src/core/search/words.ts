/** One thing to look for: its words have to follow each other; the last may go on. */
export type Phrase = readonly string[]

const longestQuery = 100
const mostPhrases = 8

// Han, kana, Thai, Lao, Khmer and Burmese are written without spaces between words: there each pair of letters counts.
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu
const word = /[\p{L}\p{M}\p{N}]+/gu

/**
 * The words of a text as they are looked for, in order. Letters that people take for each other are one here, whatever
 * keyboard they come from; what is shown is never changed.
 */
export function wordsOf(text: string): readonly string[] {
  return [...fold(text).matchAll(word)].flatMap(([found]) => divideWord(found))
}

/** The words under which an article is found. */
export function searchedWords({
  title,
  text,
}: {
  readonly title: string
  readonly text: string
}): readonly string[] {
  return wordsOf(`${title}\n${text}`)
}

/** Reads what a reader typed: all of it has to be found. Empty where there is nothing to look for. */
export function readQuery(text: string): readonly Phrase[] {
  const words = [...fold(text.slice(0, longestQuery)).matchAll(word)].map(([found]) => divideWord(found))
  return words.slice(0, mostPhrases)
}

/** Whether words hold every phrase. */
export function holdsAll(words: readonly string[], phrases: readonly Phrase[]): boolean {
  return phrases.every(phrase => words.some((_, at) => standsAt(words, at, phrase)))
}

function standsAt(words: readonly string[], at: number, phrase: Phrase): boolean {
  return phrase.every((part, n) =>
    n === phrase.length - 1 ? words[at + n]?.startsWith(part) === true : words[at + n] === part,
  )
}

function divideWord(found: string): readonly string[] {
  const parts: string[] = []
  let end = 0
  for (const { 0: run, index } of found.matchAll(unspaced)) {
    if (index > end) parts.push(found.slice(end, index))
    // One by one: a text without spaces has more of them than a call has room for.
    for (const pair of pairsOf(run)) parts.push(pair)
    end = index + run.length
  }
  if (end < found.length) parts.push(found.slice(end))
  return parts
}

function pairsOf(run: string): readonly string[] {
  const letters = [...run]
  if (letters.length === 1) return letters
  return letters.slice(1).map((letter, n) => `${letters[n]}${letter}`)
}

const alike: readonly (readonly [RegExp, string])[] = [
  // Marks that guide reading or joining and are left out as often as not: joiners, Arabic vowels, the lengthening stroke.
  [/[\u00ad\u0640\u064b-\u0652\u0670\u200b-\u200f]/g, ''],
  [/[أإآٱ]/g, 'ا'],
  [/[يىې]/g, 'ی'],
  [/ك/g, 'ک'],
  [/ة/g, 'ه'],
  [/ё/g, 'е'],
]

function fold(text: string): string {
  const folded = alike.reduce(
    (rest, [from, to]) => rest.replace(from, to),
    text.normalize('NFKC').toLowerCase(),
  )
  return folded.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, digit => String(digit.charCodeAt(0) & 0xf))
}
