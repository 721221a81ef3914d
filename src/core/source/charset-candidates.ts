import type { LetterLanguage, WideLanguage } from './charset-models.ts'

const cyrillic = ['be', 'bg', 'mk', 'ru', 'sr', 'uk'] as const
const northern = ['da', 'fi', 'is', 'no', 'sv'] as const
const celtic = ['br', 'cy', 'ga'] as const
const western = [...northern, ...celtic, 'de', 'en', 'es', 'fr', 'it', 'nl', 'pt', 'et'] as const
const central = ['cs', 'hr', 'hu', 'pl', 'ro', 'sk', 'sl'] as const
const baltic = ['et', 'lt', 'lv'] as const
const arabic = ['ar', 'fa'] as const

export interface LetterCandidate {
  readonly charset: string
  readonly languages: readonly LetterLanguage[]
  /** How unlikely it is before a byte is seen, in bits. */
  readonly rarity: number
}

/** Encodings of one byte a character in which pages were written, and the languages to read them as. */
export const letterCandidates: readonly LetterCandidate[] = [
  { charset: 'windows-1252', languages: western, rarity: 0 },
  { charset: 'windows-1251', languages: cyrillic, rarity: 0 },
  { charset: 'windows-1250', languages: central, rarity: 1 },
  { charset: 'windows-1253', languages: ['el'], rarity: 1 },
  { charset: 'windows-1254', languages: ['tr'], rarity: 1 },
  { charset: 'windows-1255', languages: ['he'], rarity: 1 },
  { charset: 'windows-1256', languages: arabic, rarity: 1 },
  { charset: 'windows-1257', languages: baltic, rarity: 1 },
  { charset: 'windows-1258', languages: ['vi'], rarity: 1 },
  { charset: 'windows-874', languages: ['th'], rarity: 1 },
  { charset: 'koi8-r', languages: ['ru', 'bg'], rarity: 2 },
  { charset: 'koi8-u', languages: ['uk', 'be'], rarity: 2.5 },
  { charset: 'iso-8859-2', languages: central, rarity: 2 },
  { charset: 'iso-8859-6', languages: arabic, rarity: 2 },
  { charset: 'iso-8859-7', languages: ['el'], rarity: 2 },
  { charset: 'iso-8859-8', languages: ['he'], rarity: 2 },
  { charset: 'iso-8859-5', languages: cyrillic, rarity: 3 },
  { charset: 'iso-8859-15', languages: western, rarity: 3 },
  { charset: 'iso-8859-4', languages: baltic, rarity: 4 },
  { charset: 'iso-8859-13', languages: baltic, rarity: 4 },
  { charset: 'ibm866', languages: cyrillic, rarity: 4 },
  { charset: 'x-mac-cyrillic', languages: cyrillic, rarity: 5 },
  { charset: 'iso-8859-3', languages: ['eo', 'mt'], rarity: 6 },
]

/** The same of encodings of several bytes a character. */
export const wideCandidates: readonly {
  readonly charset: string
  readonly language: WideLanguage
  readonly rarity: number
}[] = [
  { charset: 'gb18030', language: 'zh', rarity: 1 },
  { charset: 'big5', language: 'zh', rarity: 1 },
  { charset: 'shift_jis', language: 'ja', rarity: 1 },
  { charset: 'euc-jp', language: 'ja', rarity: 1 },
  { charset: 'euc-kr', language: 'ko', rarity: 1 },
]
