import { type Hole, html, type Markup } from './markup.ts'
import { speak } from './shell.ts'
import type { Site } from './site.ts'
import type { SafetyWords } from './words/language-words.ts'
import { safetyFor, wordsFor } from './words.ts'

/** A safety text as a paragraph on a page of the site's language, in English where nobody has read it in that one. */
export function writeSafety(
  choose: (words: SafetyWords) => Hole,
  { language, reviewedLanguages }: Pick<Site, 'language' | 'reviewedLanguages'>,
): Markup {
  const safety = safetyFor(language, reviewedLanguages)
  return html`<p${speak(safety, wordsFor(language).language)}>${choose(safety.words)}</p>`
}
