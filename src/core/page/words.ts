import type { TextDirection } from '../article/article.ts'
import { ar } from './words/ar.ts'
import { be } from './words/be.ts'
import { en } from './words/en.ts'
import { fa } from './words/fa.ts'
import type { LanguageWords, SafetyWords, Words } from './words/language-words.ts'
import { ru } from './words/ru.ts'
import { uk } from './words/uk.ts'
import { zh } from './words/zh.ts'

const table: Readonly<Record<string, LanguageWords>> = { ar, be, en, fa, ru, uk, zh }

/** The languages that the interface speaks. */
export const interfaceLanguages: readonly string[] = Object.keys(table)

/** The interface words for a language (BCP 47), in English where there are none. */
export function wordsFor(language: string): Words {
  return (table[primary(language)] ?? en).words
}

/** Safety texts with the language that they are in. */
export interface Safety {
  readonly language: string
  readonly direction: TextDirection
  readonly words: SafetyWords
}

/**
 * The safety texts for a language. A wrong word in them can harm somebody, so those that nobody who speaks the language
 * has read give way to English.
 * @param vouched languages whose texts the operator has had read.
 */
export function safetyFor(language: string, vouched: readonly string[]): Safety {
  const name = primary(language)
  const own = table[name]
  const isGood = own !== undefined && (own.reviewed || vouched.includes(name))
  const { words, safety } = isGood ? own : en
  return { language: words.language, direction: words.direction, words: safety }
}

function primary(language: string): string {
  return language.split('-')[0]?.toLowerCase() ?? ''
}
