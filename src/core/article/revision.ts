import { hashId, hashUuid } from '../digest.ts'
import type { Article, Identity } from './article.ts'

const dayMs = 86_400_000

/**
 * When a new article counts as published, for ever after.
 * A date more than a day ahead is a mistake or a trick to stay on top; less is a clock or a time zone.
 */
export function firstPublishedMs(article: Pick<Article, 'publishedMs'>, nowMs: number): number {
  const { publishedMs } = article
  return publishedMs !== null && publishedMs <= nowMs + dayMs ? publishedMs : nowMs
}

/**
 * When a revision counts as made: upstream's own modification date if that is believable, else now.
 * @param sinceMs of the revision before it, or the publishing date for the first.
 */
export function revisedAtMs(article: Pick<Article, 'modifiedMs'>, sinceMs: number, nowMs: number): number {
  const { modifiedMs } = article
  return modifiedMs !== null && modifiedMs >= sinceMs && modifiedMs <= nowMs ? modifiedMs : nowMs
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
