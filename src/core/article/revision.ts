import { hashId, hashUuid } from '../digest.ts'
import type { ArchivedArticle, Article, ExtractionMethod, Identity } from './article.ts'

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

const methodRanks = { 'feed-summary': 0, feed: 1, page: 2, rules: 3 } as const satisfies Record<
  ExtractionMethod,
  number
>

/**
 * Whether an article that came again, with something else in it, takes the place of the present revision. A summary
 * never takes that of a text: it comes when a page can't be had today. Else what comes from the source that gave the
 * present one always does; from another source that announces the same story it does with a
 * better text, or another text as good: names and tags of its own are no change of the story.
 */
export function mayRevise(
  known: { readonly sourceId: string; readonly method: ExtractionMethod; readonly text: string },
  article: Pick<Article, 'sourceId' | 'provenance' | 'text'>,
): boolean {
  if (article.provenance.method === 'feed-summary' && known.method !== 'feed-summary') return false
  if (article.sourceId === known.sourceId) return true
  const gain = methodRanks[article.provenance.method] - methodRanks[known.method]
  return gain > 0 || (gain === 0 && article.text !== known.text)
}

const recheckPauseMs = dayMs / 2

/**
 * Whether an article's page is to be looked at again: half a day after it was archived, then whenever it has grown
 * half as old again as it was, so that a week takes four requests.
 */
export function isRecheckDue(
  article: { readonly archivedAtMs: number; readonly checkedAtMs: number },
  nowMs: number,
): boolean {
  const ageMs = nowMs - article.archivedAtMs
  return nowMs - article.checkedAtMs >= Math.max(recheckPauseMs, ageMs / 2)
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
