import { hashId, hashUuid } from '../digest.ts'
import type { ArchivedArticle, Article, Identity } from './article.ts'

const dayMs = 86_400_000

/**
 * When a new article counts as published, for ever after.
 * A date more than a day ahead is a mistake or a trick to stay on top; less is a clock or a time zone.
 */
export function firstPublishedMs(article: Pick<Article, 'publishedMs'>, nowMs: number): number {
  const { publishedMs } = article
  return publishedMs !== null && publishedMs <= nowMs + dayMs ? publishedMs : nowMs
}

/** When a new article counts as last changed: upstream's own modification date if that is believable, else never. */
export function firstUpdatedMs(
  article: Pick<Article, 'modifiedMs'>,
  publishedMs: number,
  nowMs: number,
): number {
  return believable(article.modifiedMs, publishedMs, nowMs) ?? publishedMs
}

/**
 * When a revision counts as made: upstream's own modification date if that is believable, else now.
 * @param known the revision before it.
 */
export function revisedAtMs(
  article: Pick<Article, 'modifiedMs'>,
  known: Pick<ArchivedArticle, 'updatedMs' | 'archivedAtMs'>,
  nowMs: number,
): number {
  return believable(article.modifiedMs, Math.max(known.updatedMs, known.archivedAtMs), nowMs) ?? nowMs
}

function believable(modifiedMs: number | null, sinceMs: number, nowMs: number): number | null {
  return modifiedMs !== null && modifiedMs >= sinceMs && modifiedMs <= nowMs ? modifiedMs : null
}

/** The ids that a new article may stand under in addresses, best first, without end. */
export function* articleIds({ articleId }: Identity): Generator<string, never> {
  yield articleId
  for (let n = 2; ; n++) yield hashId(`${articleId} ${n}`, articleId.length)
}

/** The published ids that a new article may have, best first, without end. */
export function* entryIds({ entryId, fallbackEntryId }: Identity): Generator<string, never> {
  yield entryId
  yield fallbackEntryId
  for (let n = 2; ; n++) yield `urn:uuid:${hashUuid(`${fallbackEntryId} ${n}`)}`
}
