import { languageTag } from '../article/extract/language.ts'
import { isWebAddress, resolveUrl } from '../feed/reference.ts'
import { parseDocument } from '../html/parse.ts'
import { foldSpace, rawText } from '../html/text.ts'
import { elementsOf } from '../html/tree.ts'

/** What a newsroom's front page says of the newsroom and of its feeds. */
export interface FrontPage {
  readonly name: string | null
  /** BCP 47. */
  readonly language: string | null
  /** Addresses that the page calls its feeds. */
  readonly named: readonly string[]
  /** Addresses of links that look like feeds, or like a page that lists them. */
  readonly likely: readonly string[]
}

const feedTypes =
  /^(?:application\/(?:rss|atom|rdf|feed)\+(?:xml|json)|application\/json|text\/xml)\s*(?:;|$)/i
const feedAddress = /(?:[/._-](?:rss|rdf|atom|feeds?|rssfeeds)(?:[/._?-]|$))/i

/** Where feeds stand when nobody says, the commonest first. */
export const commonFeedPaths = [
  'rss',
  'feed',
  'rss.xml',
  'feed.xml',
  'atom.xml',
  'api/',
  'index.xml',
] as const

/** Reads a front page; RSS autodiscovery is `link rel=alternate` with a feed's type. */
export function readFrontPage(html: string, url: string): FrontPage {
  const elements = elementsOf(parseDocument(html))
  const of = (name: string) => elements.filter(element => element.name === name)
  const base = resolveUrl(of('base')[0]?.attribs['href'], url) ?? url
  const address = (href: string | undefined) => {
    const resolved = resolveUrl(href, base)
    return resolved !== null && isWebAddress(resolved) ? [withoutFragment(resolved)] : []
  }
  const named = of('link')
    .filter(
      ({ attribs }) => /\balternate\b/i.test(attribs['rel'] ?? '') && feedTypes.test(attribs['type'] ?? ''),
    )
    .flatMap(({ attribs }) => address(attribs['href']))
  const likely = of('a')
    .flatMap(({ attribs }) => address(attribs['href']))
    .filter(link => isOfSite(link, url) && feedAddress.test(new URL(link).pathname))
  const siteName = of('meta').find(({ attribs }) => attribs['property'] === 'og:site_name')?.attribs[
    'content'
  ]
  const [title] = of('title')
  return {
    name: foldSpace(siteName ?? '') || shortTitle(title === undefined ? '' : foldSpace(rawText(title))),
    language: languageTag(of('html')[0]?.attribs['lang'] ?? ''),
    named: distinct(named),
    likely: distinct(likely.filter(link => !named.includes(link))),
  }
}

/** Addresses of sitemaps in a robots.txt (sitemaps.org, "Submitting a sitemap"). */
export function readSitemapLines(robots: string): readonly string[] {
  const lines = robots.matchAll(/^[ \t]*sitemap[ \t]*:[ \t]*(\S+)/gim)
  return distinct([...lines].map(([, url = '']) => url).filter(isWebAddress))
}

/** Whether an address is of the site or of a host above or below it. */
function isOfSite(link: string, url: string): boolean {
  const [ours, theirs] = [url, link].map(each => new URL(each).hostname.replace(/^www\./, ''))
  return ours === theirs || `${theirs}`.endsWith(`.${ours}`) || `${ours}`.endsWith(`.${theirs}`)
}

/** "Valley News – the latest from the valley" is named by its first part. */
function shortTitle(title: string): string | null {
  const [first = ''] = title.split(/\s+[|–—:·-]\s+/)
  return first === '' ? null : first
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/, '')
}

function distinct(urls: readonly string[]): readonly string[] {
  return [...new Set(urls)]
}
