import type { SafeHtml } from '../core/article/article.ts'
import { linkedKeys, type Places } from '../core/article/relink.ts'
import type { Archive } from '../ports/archive.ts'

/** Where those articles of ours are that these link to: one question to the archive, and none where nothing is linked. */
export async function findPlaces(
  articles: readonly { readonly html: SafeHtml }[],
  archive: Archive,
): Promise<Places> {
  const keys = new Set(articles.flatMap(({ html }) => linkedKeys(html)))
  return keys.size === 0 ? new Map() : archive.locate([...keys])
}
