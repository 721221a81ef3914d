import { commonCharacters, type WideLanguage } from './charset-models.ts'
import { isTypographic } from './fold-letter.ts'

// In bits. The characters of a language in the order of their frequency: up to which place, and what each costs.
const ranks = [
  { upTo: 32, cost: 7 },
  { upTo: 128, cost: 8.5 },
  { upTo: 400, cost: 10 },
  { upTo: 1000, cost: 11.5 },
] as const

const [han, hanja, hangul, kana, narrowKana, sign] = [14.5, 17, 14, 11, 10, 12]
const [foreignHangul, foreignKana, other, beyond, broken] = [20, 15, 15, 24, 17]
// Bytes of Latin text pair with the letter behind them; in writing of several bytes a character words of ASCII stand apart.
const besideAsciiLetter = 5

/** What reading text as a language of several bytes a character costs, beside its ASCII. */
export function costOfCharacters(text: string, language: WideLanguage): number {
  const common = commonOf(language)
  let [cost, wasLetter, wasWide] = [0, false, false]
  for (const character of text) {
    const isWide = character >= '\x80'
    const isLetter = !isWide && isAsciiLetter(character)
    if (isWide) cost += common.get(character) ?? costOf(character, language)
    if ((isWide && wasLetter) || (isLetter && wasWide)) cost += besideAsciiLetter
    wasLetter = isLetter
    wasWide = isWide
  }
  return cost
}

function isAsciiLetter(character: string): boolean {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
}

function costOf(character: string, language: WideLanguage): number {
  const point = character.codePointAt(0) ?? 0
  const isBetween = (first: number, last: number) => point >= first && point <= last
  if (point === 0xfffd) return broken
  if (isBetween(0x4e00, 0x9fff)) return language === 'ko' ? hanja : han
  if (isBetween(0xac00, 0xd7a3)) return language === 'ko' ? hangul : foreignHangul
  if (isBetween(0x3040, 0x30ff)) return language === 'ja' ? kana : foreignKana
  if (isBetween(0xff61, 0xff9f)) return narrowKana
  if (isBetween(0x3000, 0x303f) || isBetween(0xff00, 0xff5e) || isTypographic(character)) return sign
  return isBetween(0xe000, 0xf8ff) || point >= 0x10000 ? beyond : other
}

const commonOfLanguage = new Map<WideLanguage, ReadonlyMap<string, number>>()

function commonOf(language: WideLanguage): ReadonlyMap<string, number> {
  const known = commonOfLanguage.get(language)
  if (known !== undefined) return known
  const common = new Map<string, number>()
  for (const [at, character] of [...commonCharacters[language]].entries()) {
    const rank = ranks.find(({ upTo }) => at < upTo)
    if (rank !== undefined) common.set(character, rank.cost)
  }
  commonOfLanguage.set(language, common)
  return common
}
