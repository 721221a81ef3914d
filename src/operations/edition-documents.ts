import type { ArchivedArticle } from '../core/article/article.ts'
import { type Places, placesIn, relink } from '../core/article/relink.ts'
import { hashId } from '../core/digest.ts'
import {
  type Edition,
  type EditionFormat,
  entriesPerArchiveDocument,
  type Paging,
} from '../core/feed/edition.ts'
import { fillSlots } from '../core/feed/fill-slots.ts'
import { addressOf } from '../core/feed/slots.ts'
import { writeEdition } from '../core/feed/write-edition.ts'
import { announcementEntry } from '../core/mirror/announcement.ts'
import { toEditionEntry } from '../core/page/edition-entry.ts'
import { frontPageTitles, writeFrontPage } from '../core/page/front-page.ts'
import { writeLightEdition } from '../core/page/light-edition.ts'
import { titlesPerListPage, writeListPage } from '../core/page/list-page.ts'
import { type DocumentName, formatPath } from '../core/page/path.ts'
import { type EditionLink, editionTitle, type Site, sourceName, type TitleLine } from '../core/page/site.ts'
import { templateVersion } from '../core/page/template-version.ts'
import type { EditionSummary } from '../ports/archive.ts'
import type { DocumentDraft, DraftDeps } from './document.ts'
import { findPlaces } from './find-places.ts'

type FeedName = Extract<DocumentName, { kind: 'feed' }>

const feedTypes = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
} as const satisfies Record<EditionFormat, string>

/** The front page; it is there even before the first article is. */
export async function draftFrontPage({ archive, site, editions }: DraftDeps): Promise<DocumentDraft> {
  const newest = await archive.newest('all', frontPageTitles)
  const titles = newest
    .toSorted((a, b) => Number(b.pinned) - Number(a.pinned))
    .map(each => titleLine(each, site))
  return {
    ...editionDraft(formatPath({ kind: 'front' }), newest, site, editions.get('all')),
    role: 'page',
    contentType: 'text/html; charset=utf-8',
    padding: 'page',
    reach: 'announcement',
    renderShared: null,
    renderFor: ({ nextAddress, audience, epub }) =>
      writeFrontPage({
        site,
        titles,
        editions: editionLinks(editions, site),
        hasSearch: audience === 'open',
        offlineForms: audience === 'offline' ? ['html', ...(epub ? (['epub'] as const) : [])] : [],
        nextAddress,
      }),
  }
}

/** One page of an edition's titles; null where there are not so many. */
export async function draftListPage(
  { slug, page }: { readonly slug: string; readonly page: number },
  { archive, site, editions }: DraftDeps,
): Promise<DocumentDraft | null> {
  const edition = editions.get(slug)
  const offset = (page - 1) * titlesPerListPage
  if (edition === undefined || (offset >= edition.count && page > 1)) return null
  const articles = await archive.newest(slug, titlesPerListPage + 1, offset)
  if (articles.length === 0 && page > 1) return null
  const titles = articles.slice(0, titlesPerListPage).map(article => titleLine(article, site))
  const hasOlder = articles.length > titlesPerListPage
  return {
    ...editionDraft(formatPath({ kind: 'list', slug, page }), articles, site, edition),
    role: 'page',
    contentType: 'text/html; charset=utf-8',
    padding: 'page',
    reach: 'everywhere',
    renderShared: () => writeListPage({ site, edition: editionLink(edition, site), page, titles, hasOlder }),
    renderFor: (_, shared) => shared,
  }
}

/** A feed: the newest of an edition, its light form, or one of its archive documents; null where there is no such. */
export async function draftFeed(name: FeedName, deps: DraftDeps): Promise<DocumentDraft | null> {
  const edition = deps.editions.get(name.slug)
  if (edition === undefined) return null
  if (name.archivePage !== null && name.archivePage > archiveDocuments(edition) + 1) return null
  const articles = await readArticles(name, edition, deps)
  const isArchive = name.archivePage !== null
  // The archive document after the last full one may be without entries yet: it stands as of the newest before it.
  const standing = articles.length > 0 ? articles : await readLast(edition, deps)
  const places = name.light ? new Map() : await readPlaces(name, articles, deps)
  const held = {
    articles,
    places,
    // A rule that is another may bring in what was archived long ago.
    updatedMs: Math.max(lastChangedMs(standing), edition.definedAtMs ?? 0),
    full: archiveDocuments(edition),
  }
  const written = feedEdition(name, held, deps.site)
  return {
    ...feedDraft(written, held, deps.site),
    role: 'feed',
    contentType: feedTypes[name.format],
    padding: 'none',
    // An archive document never changes once it is full; what is new stands in the subscription document.
    reach: isArchive ? 'base' : 'host',
    renderShared: () =>
      name.light ? writeLightEdition(written, name.format, deps.site) : writeEdition(written, name.format),
    renderFor: ({ base, announcement, nextAddress, hub }, shared) => {
      const next = nextAddress ?? undefined
      const entry =
        announcement === null || isArchive ? null : announcementEntry(announcement, deps.site, next)
      return fillSlots(shared, name.format, { base, announcement: entry, hub: isPushed(name) ? hub : null })
    },
  }
}

/** Only what is written ahead is pushed: the rest can be found from it. */
export function isPushed({ light, archivePage }: FeedName): boolean {
  return !light && archivePage === null
}

async function readArticles(
  { slug, archivePage }: FeedName,
  { count }: EditionSummary,
  { archive }: DraftDeps,
): Promise<readonly ArchivedArticle[]> {
  const size = entriesPerArchiveDocument
  // By position and not by date: what was archived late is new to a subscriber all the same, and no entry falls between
  // this document and the last full archive document.
  const last = archivePage === null ? count : archivePage * size
  const articles = await archive.range(slug, Math.max(1, last - size + 1), last)
  return articles.toReversed().toSorted((a, b) => b.publishedMs - a.publishedMs)
}

/**
 * Where the articles are that these link to. An archive document never changes once it is full, so there only those count
 * that were archived by then.
 */
async function readPlaces(
  { archivePage }: FeedName,
  articles: readonly ArchivedArticle[],
  { archive }: DraftDeps,
): Promise<Places> {
  const places = await findPlaces(articles, archive)
  if (archivePage === null) return places
  const lastMs = Math.max(0, ...articles.map(({ archivedAtMs }) => archivedAtMs))
  const held = new Set(articles.map(({ id }) => id))
  return new Map([...places].filter(([, { id, archivedAtMs }]) => archivedAtMs < lastMs || held.has(id)))
}

function readLast(
  { slug, count }: EditionSummary,
  { archive }: DraftDeps,
): Promise<readonly ArchivedArticle[]> {
  return archive.range(slug, count, count)
}

function feedEdition(
  name: FeedName,
  held: {
    readonly articles: readonly ArchivedArticle[]
    readonly places: Places
    readonly updatedMs: number
    /** How many archive documents are full. */
    readonly full: number
  },
  site: Site,
): Edition {
  const { slug, light } = name
  const here = ({ id }: { readonly id: string }) => addressOf(formatPath({ kind: 'article', id, page: 1 }))
  const entries = held.articles.map(article =>
    toEditionEntry({ ...article, html: relink(article.html, held.places, here) }, site, light),
  )
  const languages = new Set(entries.map(entry => entry.language))
  const title = slug === 'all' ? site.title : `${site.title}: ${editionTitle(slug, site)}`
  return {
    slug,
    title,
    description: site.description ?? title,
    rights: site.rights,
    contact: site.contact,
    language: languages.size === 1 ? (entries[0]?.language ?? null) : null,
    light,
    updatedMs: held.updatedMs,
    entries,
    paging: feedPaging(name, held.full),
  }
}

/**
 * The chain of RFC 5005 §4. A full archive document names the next one before it has entries, and one without entries
 * is served: so a full one need never be written again.
 */
function feedPaging(name: FeedName, full: number): Paging {
  const at = (archivePage: number | null) => formatPath({ ...name, light: false, archivePage })
  const page = name.archivePage
  if (page !== null) {
    return {
      self: at(page),
      current: at(null),
      previous: page > 1 ? at(page - 1) : null,
      next: page <= full ? at(page + 1) : null,
    }
  }
  const previous = name.light || full === 0 ? null : at(full)
  return { self: formatPath(name), current: null, previous, next: null }
}

/** How many archive documents are full. */
export function archiveDocuments({ count }: EditionSummary): number {
  return Math.floor(count / entriesPerArchiveDocument)
}

/** Every edition as pages and lists of feeds name it. */
export function editionLinks(
  editions: ReadonlyMap<string, EditionSummary>,
  site: Site,
): readonly EditionLink[] {
  return [...editions.values()].map(edition => editionLink(edition, site))
}

function editionLink({ slug, count }: EditionSummary, site: Site): EditionLink {
  return { slug, count, title: editionTitle(slug, site) }
}

export function titleLine(article: ArchivedArticle, site: Site): TitleLine {
  const { id, title, language, direction, publishedMs } = article
  return { id, title, language, direction, publishedMs, sourceName: sourceName(article.sourceId, site) }
}

/**
 * The stamp follows what is written and not the archive's version: a full archive document keeps its validator for as
 * long as its articles do.
 */
function feedDraft(
  edition: Edition,
  { articles, places }: { readonly articles: readonly ArchivedArticle[]; readonly places: Places },
  site: Site,
) {
  const { entries: _, ...frame } = edition
  const held = articles.map(article => {
    const { id, entryId, revision, contentHash, publishedMs, updatedMs, withdrawn } = article
    const linked = placesIn(article.html, places).map(place => place.id)
    return [id, entryId, revision, contentHash, publishedMs, updatedMs, withdrawn, linked]
  })
  const stamp = `${templateVersion}.${hashId(JSON.stringify([frame, held, site]), 20)}`
  return { path: edition.paging.self, stamp, lastModifiedMs: edition.updatedMs } as const
}

function editionDraft(
  path: string,
  articles: readonly ArchivedArticle[],
  site: Site,
  edition: EditionSummary | undefined,
): Pick<DocumentDraft, 'path' | 'stamp' | 'lastModifiedMs'> {
  const lastModifiedMs = lastChangedMs(articles)
  // The count of an archive that was begun anew starts at 1 again; the date tells the two apart.
  const made = JSON.stringify([site, lastModifiedMs, path])
  return { path, stamp: `${templateVersion}.${edition?.version ?? 0}.${hashId(made, 12)}`, lastModifiedMs }
}

/** When what stands in an edition last became another: by a new article, a revision or a withdrawal. */
function lastChangedMs(articles: readonly ArchivedArticle[]): number {
  return Math.max(
    0,
    // `updatedMs` may be upstream's own date, which a client that compares dates has seen pass already.
    ...articles.map(each =>
      Math.max(each.archivedAtMs, each.revisedAtMs, each.updatedMs, each.withdrawn?.atMs ?? 0),
    ),
  )
}
