import type { FeedFormat } from './feed.ts'

/** The formats that a document is told by itself. */
export type ReadFormat = Exclude<FeedFormat, 'html'>

/** A feed of some format, or what the document is instead and what the operator can try. */
export type Detected =
  | {
      readonly format: ReadFormat
      /** The document from its root element on. */
      readonly root: string
      /** Declarations that stand before it. */
      readonly prolog: string
    }
  | { readonly instead: string; readonly try: string }

const formats: ReadonlyMap<string, ReadFormat> = new Map([
  ['rss', 'rss'],
  ['feed', 'atom'],
  ['rdf', 'rdf'],
  // Beginnings that were lost.
  ['channel', 'rss'],
  ['item', 'rss'],
  ['entry', 'atom'],
  ['urlset', 'sitemap'],
  ['sitemapindex', 'sitemap'],
])

/** Tells what a document is by its root element, or by its first character where it is JSON. */
export function detectFormat(text: string): Detected {
  const start = text.replace(/^[\s\ufeff\0]+/, '')
  if (start === '')
    return { instead: 'nothing, an empty body', try: 'ask the publisher why the answer is empty' }
  if (/^[{[]/.test(start)) return { format: 'json', root: start, prolog: '' }
  const first = rootIndex(start)
  const name = first === -1 ? null : nameAt(start, first)
  const isPage = name === 'html' || /^<!doctype html/i.test(start)
  const at = formats.has(name ?? '') || isPage ? first : (feedIndex(start) ?? first)
  const root = at === -1 ? null : nameAt(start, at)
  const format = formats.get(root ?? '')
  if (format !== undefined) return { format, root: start.slice(at), prolog: start.slice(0, at) }
  if (isChallenge(start))
    return {
      instead: 'a challenge that only a browser can answer',
      try: 'ask the publisher to let this server in, for instance by a secret request header',
    }
  if (isPage)
    return { instead: 'an HTML page', try: 'look in its head for a link to a feed, and use that address' }
  if (isAddressList(start)) return { format: 'sitemap', root: start, prolog: '' }
  if (root === 'opml')
    return { instead: 'a list of feeds (OPML)', try: 'take its feeds with: tamizdat sources import FILE' }
  return {
    instead: root === null ? 'plain text' : `a document of <${root}>`,
    try: 'check the address: it should lead to RSS, Atom, JSON Feed or a sitemap',
  }
}

const searched = 64 * 1024

/** Where a feed begins after what a server put before it: warnings of its own, a wrapper, the end of another page. */
function feedIndex(text: string): number | null {
  const found =
    /<(?:[\w.-]+:)?(?:rss|rdf|urlset|sitemapindex|feed\s[^<>]*(?:xmlns|version))(?=[\s>="'])/i.exec(
      text.slice(0, searched),
    )
  return found?.index ?? null
}

/** Sitemaps may be text, an address a line (sitemaps.org/protocol.html#otherformats). */
function isAddressList(text: string): boolean {
  const lines = text
    .slice(0, searched)
    .split(/\s+/)
    .slice(0, 20)
    .filter(line => line !== '')
  return lines.length > 0 && lines.every(line => /^https?:\/\/[^<>]+$/i.test(line))
}

function rootIndex(text: string): number {
  let at = text.indexOf('<')
  while (at !== -1 && nameAt(text, at) === null) at = text.indexOf('<', prologEnd(text, at))
  return at
}

/** The local name, in lower case, of the element that opens here. */
function nameAt(text: string, at: number): string | null {
  const name = text.slice(at, at + 100).match(/^<(?:[\w.-]+:)?([\w.-]+)/)?.[1]
  return name?.toLowerCase() ?? null
}

function prologEnd(text: string, at: number): number {
  if (text.startsWith('<!--', at)) return indexAfter(text, '-->', at + '<!--'.length)
  if (text.startsWith('<?', at)) return indexAfter(text, '?>', at)
  const close = indexAfter(text, '>', at)
  // A document type with declarations of its own: `<!DOCTYPE rss [ <!ENTITY …> ]>`.
  return text.slice(at, close).includes('[') ? indexAfter(text, ']', at) : close
}

function indexAfter(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from)
  return at === -1 ? text.length : at + end.length
}

function isChallenge(html: string): boolean {
  return /cf-chl|cf_chl|challenge-platform|just a moment|ddos-guard|_Incapsula_|captcha/i.test(
    html.slice(0, 20_000),
  )
}
