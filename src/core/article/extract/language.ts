import { type Document, isTag } from 'domhandler'
import { countsOf } from '../../html/letters.ts'
import type { TextDirection } from '../article.ts'
import { type LinkedNodes, linkedTexts } from './json-ld.ts'
import { languageOfLetters } from './language-of-letters.ts'
import { languageOfWords } from './language-of-words.ts'
import { firstMeta, type MetaTags } from './meta-tags.ts'
import { remember } from './remember.ts'

const writtenFromRight = new Set(
  'ar arc ckb dv fa he iw ks ku-arab nqo pnb prs ps rhg sd syr ug ur uz-arab yi az-arab pa-arab'.split(' '),
)
/** How many letters of a text are in scripts that say something of its language or direction. */
export const countLetters = countsOf({
  all: /\p{L}/u,
  latin: /\p{Script=Latin}/u,
  rightToLeft: /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EEFF}]/u,
  leftToRight: /[A-Za-z\u00C0-\u024F\u0370-\u058F\u0900-\u1FFF\u3040-\uD7FF]/u,
})
type LetterCounts = ReturnType<typeof countLetters>

/** A BCP 47 tag in its usual letter case, whatever a page wrote (`en_US`, `RU`); null for what is none. */
export function languageTag(value: string): string | null {
  const tag = value.trim().replaceAll('_', '-')
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i.test(tag)) return null
  return tag
    .split('-')
    .map((part, index) => {
      if (index === 0) return part.toLowerCase()
      if (part.length === 4) return `${part.charAt(0).toUpperCase()}${part.slice(1).toLowerCase()}`
      return part.length === 2 ? part.toUpperCase() : part.toLowerCase()
    })
    .join('-')
}

/** The language that a page declares for itself. */
export function readLanguage(
  document: Document,
  { articles, pages }: LinkedNodes,
  tags: MetaTags,
): string | null {
  const html = document.children.filter(isTag).find(({ name }) => name === 'html')
  const declared = [
    html?.attribs['lang'] ?? html?.attribs['xml:lang'],
    ...linkedTexts(articles[0]?.['inLanguage'] ?? pages[0]?.['inLanguage']),
    firstMeta(tags, ['content-language', 'language', 'dc.language', 'og:locale']),
  ]
  for (const value of declared) {
    const tag = languageTag(value ?? '')
    if (tag !== null) return tag
  }
  return null
}

/** Which way a text runs: by its letters where they are clear, else by its language. */
export function directionOf(
  { rightToLeft, leftToRight }: LetterCounts,
  language: string | null,
): TextDirection {
  if (rightToLeft + leftToRight >= 20) return rightToLeft > leftToRight ? 'rtl' : 'ltr'
  const [primary = '', script = ''] = (language ?? '').toLowerCase().split('-')
  return writtenFromRight.has(primary) || writtenFromRight.has(`${primary}-${script}`) ? 'rtl' : 'ltr'
}

/** The declared language, unless letters or words of the text are plainly another's: then a template says it. */
export function languageOf(text: string, letters: LetterCounts, declared: string | null): string | null {
  const isPossible = declared !== null && (scriptOf(declared) !== 'Latn' || !isForeignToLatin(letters))
  if (!isPossible) return languageOfScript(text) ?? languageOfWords(text, null) ?? languageOfLetters(text)
  return languageOfWords(text, declared) ?? declared
}

function isForeignToLatin({ all, latin }: LetterCounts): boolean {
  return all >= 100 && latin < all * 0.2
}

const scriptOf = remember(language => new Intl.Locale(language).maximize().script)

/** The language that a script belongs to alone, for text that declares none. */
export function languageOfScript(text: string): string | null {
  const counts = scripts.map(([tag, letters]): [string, number] => [tag, text.match(letters)?.length ?? 0])
  const best = counts.reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0])
  return best[1] >= 20 && best[1] * 2 > countLetters(text).all ? best[0] : null
}

const scripts: readonly (readonly [string, RegExp])[] = [
  ['he', /\p{Script=Hebrew}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['hy', /\p{Script=Armenian}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['bo', /\p{Script=Tibetan}/gu],
  ['bn', /\p{Script=Bengali}/gu],
  ['ta', /\p{Script=Tamil}/gu],
  ['te', /\p{Script=Telugu}/gu],
  ['gu', /\p{Script=Gujarati}/gu],
  ['pa', /\p{Script=Gurmukhi}/gu],
  ['kn', /\p{Script=Kannada}/gu],
  ['ml', /\p{Script=Malayalam}/gu],
  ['si', /\p{Script=Sinhala}/gu],
  ['dv', /\p{Script=Thaana}/gu],
  ['am', /\p{Script=Ethiopic}/gu],
  ['my', /\p{Script=Myanmar}/gu],
  ['km', /\p{Script=Khmer}/gu],
  ['lo', /\p{Script=Lao}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['zh', /\p{Script=Han}/gu],
]
