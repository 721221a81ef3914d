import type { FeedFormat } from './feed.ts'

/** The formats that `parseFeed` reads. */
export type ReadFormat = Exclude<FeedFormat, 'sitemap'>

/** A feed of some format, or what the document is instead and what the operator can try. */
export type Detected =
  | {
      readonly format: ReadFormat
      /** The document from its root element on, without declarations: no document type, no entities. */
      readonly root: string
    }
  | { readonly instead: string; readonly try: string }

const formats: ReadonlyMap<string, ReadFormat> = new Map([
  ['rss', 'rss'],
  ['feed', 'atom'],
  ['rdf', 'rdf'],
])

/** Tells what a document is by its root element, or by its first character where it is JSON. */
export function detectFormat(text: string): Detected {
  const start = text.replace(/^[\s\ufeff\0]+/, '')
  if (start === '')
    return { instead: 'nothing, an empty body', try: 'ask the publisher why the answer is empty' }
  if (/^[{[]/.test(start)) return { format: 'json', root: start }
  const at = rootIndex(start)
  const root = at === -1 ? null : nameAt(start, at)
  const format = formats.get(root ?? '')
  if (format !== undefined) return { format, root: start.slice(at) }
  if (isChallenge(start))
    return {
      instead: 'a challenge that only a browser can answer',
      try: 'ask the publisher to let this server in, for instance by a secret request header',
    }
  if (root === 'html' || /^<!doctype html/i.test(start))
    return { instead: 'an HTML page', try: 'look in its head for a link to a feed, and use that address' }
  return {
    instead: root === null ? 'plain text' : `a document of <${root}>`,
    try: 'check the address: it should lead to RSS, Atom or JSON Feed',
  }
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
