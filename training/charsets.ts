/**
 * Makes the models by which the encoding of an unlabelled text is guessed, and writes them to
 * src/core/source/charset-models.ts.
 *   node training/charsets.ts
 * They are made of the tables of byte pairs that jschardet 4 (0BSD) brings: counts of pairs in texts of each language.
 */
import { writeFileSync } from 'node:fs'
import { decodeAs } from '../src/core/source/decode-as.ts'
import { foldLetter } from '../src/core/source/fold-letter.ts'

/** Which table a language's letters are learned from: one whose encoding has all of them. */
const letterTables = [
  { table: 'cp1251', charset: 'windows-1251', languages: ['be', 'bg', 'mk', 'ru', 'sr', 'uk'] },
  { table: 'cp1250', charset: 'windows-1250', languages: ['cs', 'hr', 'hu', 'pl', 'ro', 'sk', 'sl'] },
  {
    table: 'cp1252',
    charset: 'windows-1252',
    languages: ['br', 'cy', 'da', 'de', 'en', 'es', 'fi', 'fr', 'ga', 'is', 'it', 'nl', 'no', 'pt', 'sv'],
  },
  { table: 'cp1257', charset: 'windows-1257', languages: ['et', 'lt', 'lv'] },
  { table: 'cp1253', charset: 'windows-1253', languages: ['el'] },
  { table: 'cp1254', charset: 'windows-1254', languages: ['tr'] },
  { table: 'cp1255', charset: 'windows-1255', languages: ['he'] },
  { table: 'cp1256', charset: 'windows-1256', languages: ['ar', 'fa'] },
  { table: 'cp1258', charset: 'windows-1258', languages: ['vi'] },
  { table: 'cp874', charset: 'windows-874', languages: ['th'] },
  { table: 'iso8859-3', charset: 'iso-8859-3', languages: ['eo', 'mt'] },
] as const

/** Characters that stand in both tables: a byte pair of one may be the end of a character and the start of the next. */
const wideTables = {
  zh: [
    { key: 'zh/gb18030', charset: 'gb18030' },
    { key: 'zh/big5hkscs', charset: 'big5' },
  ],
  ja: [
    { key: 'ja/cp932', charset: 'shift_jis' },
    { key: 'ja/euc_jis_2004', charset: 'euc-jp' },
  ],
  ko: [
    { key: 'ko/euc_kr', charset: 'euc-kr' },
    { key: 'ko/cp949', charset: 'euc-kr' },
  ],
} as const

const commonest = 1000
// A count that no pair has, for pairs that were not met.
const unmet = 0.05
const rarestLetter = 0.0006

type Table = Uint8Array

const tables = await readTables()
const letterModels = letterTables.flatMap(({ table, charset, languages }) =>
  languages.map(language => {
    const { letters, costs } = learnLetters(tableOf(`${language}/${table}`), charset)
    return `  ${language}: {\n    letters: '${letters}',\n    costs:\n      '${costs}',\n  },\n`
  }),
)
const commonCharacters = Object.entries(wideTables).map(([language, sources]) => {
  const [first, second] = sources.map(({ key, charset }) => countCharacters(tableOf(key), charset))
  const counts = [...(first ?? [])]
    .map(([character, count]) => ({ character, count: Math.min(count, second?.get(character) ?? 0) }))
    .filter(
      ({ character, count }) =>
        count > 0 && (language !== 'ko' || /[\uac00-\ud7a3\u3000-\u303f]/.test(character)),
    )
    .toSorted((a, b) => b.count - a.count)
  return `  ${language}: '${counts
    .slice(0, commonest)
    .map(({ character }) => character)
    .join('')}',\n`
})

writeFileSync(
  new URL('../src/core/source/charset-models.ts', import.meta.url),
  `/**
 * For each language its letters, and what each pair of symbols costs in half bits, row by row: an edge of a word, a mark
 * of typesetting, the letters. Learned by \`training/charsets.ts\` and never edited by hand.
 */
export const letterModels = {
${letterModels.join('')}} as const

/** The characters of a language, the commonest first. */
export const commonCharacters = {
${commonCharacters.join('')}} as const

export type LetterLanguage = keyof typeof letterModels
export type WideLanguage = keyof typeof commonCharacters
`,
)

function learnLetters(table: Table, charset: string): { letters: string; costs: string } {
  const symbols = symbolsOf(charset)
  const [pairs, firsts, uses] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ]
  let all = 0
  for (const [at, count] of table.entries()) {
    const [before = ' ', symbol = ' '] = [symbols[at >> 8], symbols[at & 0xff]]
    add(pairs, before + symbol, count)
    add(firsts, before, count)
    add(uses, before, count)
    add(uses, symbol, count)
    all += count
  }
  const beyondAscii = [...new Set(symbols)].filter(
    symbol =>
      /[\p{L}\p{M}]/u.test(symbol) && symbol >= '\x80' && (uses.get(symbol) ?? 0) > all * rarestLetter,
  )
  const letters = [...(isLatin(symbols) ? 'abcdefghijklmnopqrstuvwxyz' : 'a'), ...beyondAscii.toSorted()]
  const known = [' ', '.', ...letters]
  const costs = known.flatMap(before =>
    known.map(symbol => {
      const share =
        ((pairs.get(before + symbol) ?? 0) + unmet) / ((firsts.get(before) ?? 0) + unmet * known.length)
      return String.fromCharCode(0x28 + Math.round(-Math.log2(share) * 2))
    }),
  )
  return { letters: letters.join(''), costs: costs.join('') }
}

/** What each byte is to a model; ASCII's letters are one symbol to writing in others. */
function symbolsOf(charset: string): string[] {
  const decoder = new TextDecoder(charset)
  const symbols = Array.from({ length: 256 }, (_, byte) => foldLetter(decoder.decode(Uint8Array.of(byte))))
  return isLatin(symbols) ? symbols : symbols.map(symbol => (/^[a-z]$/.test(symbol) ? 'a' : symbol))
}

function isLatin(symbols: readonly string[]): boolean {
  return symbols.slice(0x80).filter(symbol => /\p{Script=Latin}/u.test(symbol)).length > 20
}

function countCharacters(table: Table, charset: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [at, count] of table.entries()) {
    if (count === 0 || at < 0x8100) continue
    const text = decodeAs(Uint8Array.of(at >> 8, at & 0xff), charset, { fatal: true })?.text ?? ''
    if ([...text].length === 1) add(counts, text, count)
  }
  return counts
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}

function tableOf(key: string): Table {
  const table = tables.get(key)
  if (table === undefined) throw new Error(`jschardet has no table ${key}`)
  return table
}

async function readTables(): Promise<ReadonlyMap<string, Table>> {
  const folder = new URL('../node_modules/jschardet/build/models/', import.meta.url)
  // Not exported by the package.
  const { readBytes } = await import(`${folder}models.bin.js`)
  const { parseModelsBin } = await import(`${folder}_format.js`)
  return parseModelsBin(readBytes()).models
}
