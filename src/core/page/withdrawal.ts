import type { ArchivedArticle } from '../article/article.ts'
import { dayText } from './instant.ts'
import { wordsFor } from './words.ts'

/** What stands in place of a withdrawn article's text: that it was withdrawn, when, and why if the operator said so. */
export function withdrawalNotice({
  language,
  withdrawn,
}: Pick<ArchivedArticle, 'language' | 'withdrawn'>): string | null {
  if (withdrawn === null) return null
  const words = wordsFor(language)
  return [`${words.withdrawn} (${dayText(withdrawn.atMs, words)})`, withdrawn.reason ?? ''].join(' ').trim()
}
