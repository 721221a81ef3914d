import { type BytePairs, isAsciiPair } from './byte-pairs.ts'
import type { LetterCandidate } from './charset-candidates.ts'
import { type LetterLanguage, letterModels } from './charset-models.ts'
import { foldLetter } from './fold-letter.ts'

// In bits, as the models' own costs. A small letter is not followed by a capital: what tells KOI8-R, where the two
// stand the other way round.
const capitalAfterSmall = 9
const capitalAfterCapital = 3
const otherLetter = 13
const otherSign = 11
const noCharacter = 17
const rareLanguage = 3
const rareLanguages: ReadonlySet<string> = new Set(['br', 'cy', 'eo', 'ga', 'mt'])

// What a pair with an ASCII letter costs beside writing in other letters, and at most in any.
const foreignPair = 5

/** What reading a sample as text of the likeliest language costs. */
export function costOfLetters(sample: BytePairs, { charset, languages, rarity }: LetterCandidate): number {
  const { kinds } = lettersOf(charset)
  let capitals = 0
  for (let at = 0; at < sample.pairs.length; at++) {
    const pair = sample.pairs[at] ?? 0
    if (kinds[pair & 0xff] !== 'capital' || isAsciiPair(pair)) continue
    const before = kinds[pair >> 8]
    const count = sample.counts[at] ?? 0
    if (before === 'small') capitals += count * capitalAfterSmall
    else if (before === 'capital') capitals += count * capitalAfterCapital
  }
  return rarity + capitals + Math.min(...languages.map(language => costIn(language, sample, charset)))
}

function costIn(language: LetterLanguage, sample: BytePairs, charset: string): number {
  const { symbols, others } = symbolsOf(charset, language)
  const { costs, width, isLatin } = modelOf(language)
  let [letters, ascii] = [0, 0]
  for (let at = 0; at < sample.pairs.length; at++) {
    const pair = sample.pairs[at] ?? 0
    const count = sample.counts[at] ?? 0
    const before = symbols[pair >> 8] ?? 0
    const symbol = symbols[pair & 0xff] ?? 0
    // An unknown sign is as the edge of a word to what follows.
    const cost = symbol < 0 ? (others[pair & 0xff] ?? 0) : (costs[Math.max(before, 0) * width + symbol] ?? 0)
    if (!isAsciiPair(pair)) letters += count * cost
    else if (before > 1 || symbol > 1) ascii += count * (isLatin ? Math.min(cost, foreignPair) : foreignPair)
  }
  return letters + ascii * sample.asciiWeight + (rareLanguages.has(language) ? rareLanguage : 0)
}

/** What its ASCII costs beside writing in other letters. */
export function costOfAscii({ ascii, asciiWeight }: BytePairs): number {
  return ascii * foreignPair * asciiWeight
}

/** A table of costs for pairs of symbols, row by row. */
interface LetterModel {
  readonly index: ReadonlyMap<string, number>
  readonly width: number
  readonly costs: Float32Array
  readonly isLatin: boolean
}

const models = new Map<LetterLanguage, LetterModel>()

function modelOf(language: LetterLanguage): LetterModel {
  const known = models.get(language)
  if (known !== undefined) return known
  const { letters, costs } = letterModels[language]
  const symbols = [' ', '.', ...letters]
  const model = {
    index: new Map(symbols.map((symbol, at) => [symbol, at])),
    width: symbols.length,
    // Half bits, from the character `(` on.
    costs: Float32Array.from(costs, code => (code.charCodeAt(0) - 0x28) / 2),
    isLatin: letters.includes('z'),
  }
  models.set(language, model)
  return model
}

interface Letters {
  readonly characters: readonly string[]
  readonly kinds: readonly ('capital' | 'small' | 'other')[]
}

const lettersOfCharset = new Map<string, Letters>()

function lettersOf(charset: string): Letters {
  const known = lettersOfCharset.get(charset)
  if (known !== undefined) return known
  const decoder = new TextDecoder(charset)
  const characters = Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte)))
  const letters = { characters, kinds: characters.map(kindOf) }
  lettersOfCharset.set(charset, letters)
  return letters
}

function kindOf(character: string): Letters['kinds'][number] {
  if (/\p{Lu}/u.test(character)) return 'capital'
  return /[\p{L}\p{M}]/u.test(character) ? 'small' : 'other'
}

interface Symbols {
  /** Each byte's place in the model, -1 for what it does not know. */
  readonly symbols: Int8Array
  /** What such a byte costs. */
  readonly others: Float32Array
}

const symbolsOfReading = new Map<string, Symbols>()

function symbolsOf(charset: string, language: LetterLanguage): Symbols {
  const key = `${charset} ${language}`
  const known = symbolsOfReading.get(key)
  if (known !== undefined) return known
  const { characters, kinds } = lettersOf(charset)
  const { index } = modelOf(language)
  const made = {
    symbols: Int8Array.from(characters, character => {
      const symbol = foldLetter(character)
      // A model of other letters has one symbol for all of ASCII's.
      return index.get(symbol) ?? (/^[a-z]$/.test(symbol) ? (index.get('a') ?? 0) : -1)
    }),
    others: Float32Array.from(characters, (character, byte) => {
      if (character === '\ufffd' || character < '\xa0') return noCharacter
      return kinds[byte] === 'other' ? otherSign : otherLetter
    }),
  }
  symbolsOfReading.set(key, made)
  return made
}
