import type { TextDirection } from '../article/article.ts'
import type { Words } from './words/language-words.ts'
import { wordsFor } from './words.ts'

/** What all pages of an operator's mirrors share. */
export interface Site {
  /** Stands at the head of the front page and of the feeds. */
  readonly title: string
  /** One sentence for the feeds; null where the operator gave none. */
  readonly description: string | null
  /** BCP 47; the language of the front page. */
  readonly language: string
  /** Languages whose safety texts the operator has had read by somebody who speaks them. */
  readonly reviewedLanguages: readonly string[]
  /** What may be done with the feeds, for aggregators; null where the operator says nothing. */
  readonly rights: string | null
  /** Whom an aggregator writes to: a mail address or the address of a page. */
  readonly contact: string | null
  readonly sources: readonly SiteSource[]
  /** The editions that the operator defines, by their slugs, in the operator's order. */
  readonly feeds: readonly { readonly id: string; readonly title: string }[]
}

/** A publisher as pages and feeds name it. */
export interface SiteSource {
  readonly id: string
  readonly name: string
  /** Its own front page. */
  readonly website: string
  /** Whose its articles are and what may be done with them. */
  readonly rights: string
}

/** An edition as the pages link to it. */
export interface EditionLink {
  readonly slug: string
  readonly title: string
  /** How many articles it holds. */
  readonly count: number
}

/** One article in a list of titles. */
export interface TitleLine {
  readonly id: string
  readonly title: string
  readonly language: string
  readonly direction: TextDirection
  readonly publishedMs: number
  readonly sourceName: string
}

/** The name of a source; its id once it is no longer followed. */
export function sourceName(sourceId: string, site: Site): string {
  return site.sources.find(source => source.id === sourceId)?.name ?? sourceId
}

/** The names of every source that announced an article, that of the present text first. */
export function sourceNames({ sourceIds }: { readonly sourceIds: readonly string[] }, site: Site): string {
  return [...new Set(sourceIds.map(id => sourceName(id, site)))].join(', ')
}

/** Whether the operator defines an edition by a rule. */
export function isRuled(slug: string, site: Site): boolean {
  return site.feeds.some(feed => feed.id === slug)
}

/** What an edition is called: a source by its name, a language in itself, a topic by its slug, or as the operator says. */
export function editionTitle(slug: string, site: Site): string {
  const own = site.feeds.find(feed => feed.id === slug)
  if (own !== undefined) return own.title
  const [kind, name] = divideSlug(slug)
  if (kind === 'source') return sourceName(name, site)
  if (kind === 'lang') return languageName(name)
  if (kind === 'topic') return capitalize(name.replaceAll('-', ' '), 'en')
  return site.title
}

/** The interface words of an edition's page: its own language's where it has one, else the site's. */
export function editionWords(slug: string, site: Site): Words {
  const [kind, name] = divideSlug(slug)
  return wordsFor(kind === 'lang' ? name : site.language)
}

function divideSlug(slug: string): [kind: string, name: string] {
  const hyphen = slug.indexOf('-')
  return hyphen < 0 ? [slug, ''] : [slug.slice(0, hyphen), slug.slice(hyphen + 1)]
}

function languageName(language: string): string {
  // `fallback: 'none'` gives undefined for a code that nobody knows; a malformed one cannot stand in a slug.
  const name = new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }).of(language)
  return name === undefined ? language : capitalize(name, language)
}

function capitalize(text: string, language: string): string {
  const [first = ''] = text
  return first.toLocaleUpperCase(language) + text.slice(first.length)
}
