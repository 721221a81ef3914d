import type { Survey } from './survey-page.ts'

/** Characters that an article has at least for another on the page to be taken for another. */
const minOwn = 500
/** The least share of what was chosen: an element with the headline and little else is no article by itself. */
const minShare = 0.3

/**
 * Finds what was chosen of other articles: pages go on with the next one, or hold teasers in the text, each in an
 * `article` of its own. The page's own is that of its headline; where it has none there, the first of any length.
 * @returns the numbers of their passages.
 */
export function findOtherArticles(
  { passages, places: { outline }, isTitle }: Pick<Survey, 'passages' | 'places' | 'isTitle'>,
  chosen: readonly boolean[],
): readonly number[] {
  const articleOf = (from: number): number => {
    let at = from
    while (at >= 0 && outline.elements[at]?.name !== 'article') at = outline.parents[at] ?? -1
    return at
  }
  const articles = new Map<number, number>()
  const lengths = new Map<number, number>()
  for (let index = chosen.indexOf(true); index >= 0; index = chosen.indexOf(true, index + 1)) {
    const { at = -1, length = 0 } = passages[index] ?? {}
    const article = articleOf(at)
    articles.set(index, article)
    lengths.set(article, (lengths.get(article) ?? 0) + length)
  }
  if (lengths.size < 2) return []
  const headline = passages.find(({ isHeading }, index) => isHeading && isTitle[index] === true)
  const own = findOwn(lengths, headline === undefined ? -1 : articleOf(headline.at))
  const all = [...lengths.values()].reduce((sum, length) => sum + length, 0)
  const ownLength = lengths.get(own) ?? 0
  if (own < 0 || ownLength < Math.max(minOwn, all * minShare)) return []
  const end = outline.ends[own] ?? 0
  // What stands in none, or around the own one, may be a part of it.
  const isOther = (article: number): boolean =>
    article >= 0 && article !== own && !(article < own && (outline.ends[article] ?? 0) >= end)
  return [...articles].filter(([, article]) => isOther(article)).map(([index]) => index)
}

function findOwn(lengths: ReadonlyMap<number, number>, ofHeadline: number): number {
  if (lengths.has(ofHeadline) && ofHeadline >= 0) return ofHeadline
  const inArticles = [...lengths].filter(([article]) => article >= 0)
  const longest = inArticles.reduce((most, [, length]) => Math.max(most, length), 0)
  return inArticles.find(([, length]) => length > longest * 0.5)?.[0] ?? -1
}
