import { editionFormats } from '../core/feed/edition.ts'
import type { Site } from '../core/page/site.ts'
import type { Archive } from '../ports/archive.ts'
import type { Clock } from '../ports/clock.ts'
import type { Compressor } from '../ports/compressor.ts'
import type { Log } from '../ports/log.ts'
import type { Publisher } from '../ports/publisher.ts'
import { draftArticlePages, draftFirstPage } from './article-documents.ts'
import type { DocumentDraft } from './document.ts'
import { draftFeed } from './edition-documents.ts'
import { findPlaces } from './find-places.ts'
import { publishDocument } from './publish-document.ts'

export interface PublishDeps {
  readonly archive: Archive
  readonly publisher: Publisher
  readonly compressor: Compressor
  readonly clock: Clock
  readonly log: Log
  readonly site: Site
}

export interface PublishReport {
  /** How many were written; those that stood as they should are not counted. */
  readonly documents: number
  readonly tookMs: number
}

/** How many of the newest articles have their pages written before anybody asks for them. */
const pagesAhead = 500
/** Few: between two lots a reader may be answered. */
const articlesAtOnce = 10

/**
 * Writes ahead what readers will ask for first: the pages of the newest articles and the feeds to subscribe to.
 * Everything else is written when it is first asked for.
 * @throws the signal's reason, between two documents.
 */
export async function publishEditions(
  deps: PublishDeps,
  options: { readonly signal?: AbortSignal } = {},
): Promise<PublishReport> {
  const startedMs = deps.clock.nowMs()
  let documents = 0
  const publish = async (drafts: readonly DocumentDraft[]) => {
    const written = await publishMissing(drafts, deps, options.signal)
    documents += written.length
  }

  for await (const drafts of draftFeeds(deps)) await publish(drafts)
  for (let offset = 0; offset < pagesAhead; offset += articlesAtOnce) {
    const articles = await deps.archive.newest('all', articlesAtOnce, offset)
    const places = await findPlaces(articles, deps.archive)
    for (const article of articles) {
      const first = draftFirstPage(article, deps.site, places)
      // Pages are written from the last to the first: where the first stands, so do the others.
      const isKept = (await deps.publisher.find(first.path, first.stamp)) !== null
      if (!isKept) await publish(draftArticlePages(article, deps.site, places).toReversed())
    }
    if (articles.length < articlesAtOnce) break
  }

  const tookMs = deps.clock.nowMs() - startedMs
  deps.log.write({ event: 'editions-published', documents, tookMs })
  return { documents, tookMs }
}

/** Writes the feeds of some editions ahead; how many were not kept yet. */
export async function publishFeeds(slugs: readonly string[], deps: PublishDeps): Promise<number> {
  let documents = 0
  for await (const drafts of draftFeeds(deps, slugs)) documents += (await publishMissing(drafts, deps)).length
  return documents
}

/** Writes the pages of articles that have just changed, so that none of them is kept yet. */
export async function publishArticles(ids: readonly string[], deps: PublishDeps): Promise<number> {
  let documents = 0
  for (const id of ids) {
    const article = await deps.archive.find(id)
    if (article === null) continue
    const places = await findPlaces([article], deps.archive)
    const drafts = draftArticlePages(article, deps.site, places).toReversed()
    for (const draft of drafts) await publishDocument(draft, deps)
    documents += drafts.length
  }
  return documents
}

/** Those of the documents that were not kept yet and are now. */
async function publishMissing(
  drafts: readonly DocumentDraft[],
  deps: PublishDeps,
  signal?: AbortSignal,
): Promise<readonly DocumentDraft[]> {
  const written: DocumentDraft[] = []
  for (const draft of drafts) {
    signal?.throwIfAborted()
    if ((await deps.publisher.find(draft.path, draft.stamp)) !== null) continue
    await publishDocument(draft, deps)
    written.push(draft)
  }
  return written
}

/** The feeds of one edition after the other: an operator with hundreds of sources has thousands of articles in them. */
async function* draftFeeds(
  { archive, site }: PublishDeps,
  slugs?: readonly string[],
): AsyncGenerator<readonly DocumentDraft[]> {
  const editions = new Map((await archive.editions()).map(edition => [edition.slug, edition]))
  for (const slug of slugs ?? editions.keys()) {
    for (const format of editionFormats) {
      const name = { kind: 'feed', slug, format, light: false, archivePage: null } as const
      const draft = await draftFeed(name, { archive, site, editions })
      if (draft !== null) yield [draft]
    }
  }
}
