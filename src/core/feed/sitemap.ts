import { childrenOf, textOf, textsOf } from './element.ts'
import { firstDate, namesOf } from './entry-parts.ts'
import type { Entry, Feed, SitemapLink } from './feed.ts'
import { foldText, likelyPlainText } from './plain-text.ts'
import { resolveUrl } from './reference.ts'
import { readXmlTree, type XmlElement } from './xml-tree.ts'

const entryNames: ReadonlySet<string> = new Set(['url', 'sitemap'])

// sitemaps.org/protocol.html: no more stand in one file.
const maxAddresses = 50_000

/**
 * A sitemap, a news sitemap or an index of sitemaps (sitemaps.org/protocol.html) as a feed, in its own order. A page's
 * address is its id.
 * @param text from the root element on, or an address a line.
 */
export function readSitemap(text: string, url: string | null): Feed {
  const entries: Entry[] = []
  const sitemaps: SitemapLink[] = []
  const names = new Set<string>()
  const languages = new Set<string>()
  const take = (element: XmlElement) => {
    const address = resolveUrl(textsOf(element, 'loc')[0], element.base)
    const updatedMs = firstDate(...textsOf(element, 'lastmod'))
    if (address === null) return
    if (element.name === 'sitemap') sitemaps.push({ url: address, updatedMs })
    else {
      const news = childrenOf(element, 'news:news')[0]
      entries.push({ ...emptyEntry, id: address, url: address, updatedMs, ...(news && readNews(news)) })
      for (const publication of news === undefined ? [] : childrenOf(news, 'news:publication')) {
        for (const name of textsOf(publication, 'news:name')) names.add(name)
        for (const language of textsOf(publication, 'news:language')) languages.add(language)
      }
    }
  }
  const options = { url, entryNames, onEntry: take, maxEntries: maxAddresses }
  const tree = text.startsWith('<') ? readXmlTree(text, options) : readLines(text, entries)
  return {
    format: 'sitemap',
    // Only what holds for all of it.
    title: names.size === 1 ? foldText([...names][0]) : null,
    url: null,
    language: languages.size === 1 ? foldText([...languages][0]) : null,
    ttlMinutes: null,
    entries: withoutCommonDate(entries),
    sitemaps,
    isCutOff: tree?.isCutOff ?? false,
  }
}

/** A `lastmod` that all have says when the file was written, and not when any article was. */
function withoutCommonDate(entries: readonly Entry[]): readonly Entry[] {
  const [first] = entries
  const isCommon = entries.length >= 5 && entries.every(entry => entry.updatedMs === first?.updatedMs)
  return isCommon ? entries.map(entry => ({ ...entry, updatedMs: null })) : entries
}

const emptyEntry = {
  title: null,
  publishedMs: null,
  authors: [],
  categories: [],
  summary: null,
  content: null,
} as const satisfies Partial<Entry>

// developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
function readNews(news: XmlElement): Pick<Entry, 'title' | 'publishedMs' | 'categories'> {
  return {
    title: likelyPlainText(textOf(childrenOf(news, 'news:title')[0])),
    publishedMs: firstDate(...textsOf(news, 'news:publication_date')),
    categories: namesOf(textsOf(news, 'news:keywords').flatMap(words => words.split(','))),
  }
}

function readLines(text: string, entries: Entry[]): null {
  for (const line of text.split(/\s+/)) {
    const address = resolveUrl(line, null)
    if (address !== null && entries.length < maxAddresses)
      entries.push({ ...emptyEntry, id: address, url: address, updatedMs: null })
  }
  return null
}
