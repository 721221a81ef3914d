import { languageOfScript } from '../article/extract/language.ts'

// Letters that one language of a script has and its neighbours lack; the first that is met decides.
const tellingLetters: readonly (readonly [string, RegExp])[] = [
  ['be', /ў/i],
  ['tg', /[ҷӣӯ]/i],
  ['kk', /[әұ]/i],
  ['tt', /[җ]/i],
  ['ky', /ң.*ө|ө.*ң/i],
  ['uk', /[їєґ]/i],
  ['ru', /\p{Script=Cyrillic}/u],
  ['ps', /[ټډړښ]/],
  ['ur', /[ٹڈے]/],
  ['ug', /[ۇۋ]/],
  ['fa', /[پچژگ]/],
  ['ar', /\p{Script=Arabic}/u],
  ['ja', /\p{Script=Hiragana}/u],
  ['zh', /\p{Script=Han}/u],
  ['am', /\p{Script=Ethiopic}/u],
  ['hi', /\p{Script=Devanagari}/u],
]

/** The language that a newsroom's titles are probably in, for one that does not say; null for Latin letters. */
export function guessLanguage(text: string): string | null {
  return languageOfScript(text) ?? tellingLetters.find(([, letters]) => letters.test(text))?.[0] ?? null
}
