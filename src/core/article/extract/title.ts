import type { Document, Element } from 'domhandler'
import { foldSpace, lineOf } from '../../html/text.ts'
import { elementsOf, findElement } from '../../html/tree.ts'
import { type LinkedNode, linkedTexts } from './json-ld.ts'
import { firstMeta, type MetaTags } from './meta-tags.ts'

const separator = /\s+(?:[|\-–—»«·•:/\\]|::)\s+/

/** The headline of the page, without the name of its site. */
export function readTitle(
  document: Document,
  nodes: readonly LinkedNode[],
  tags: MetaTags,
  siteName: string | null,
): string | null {
  const titleElement = findElement(
    document,
    element => element.name === 'title' && element.namespace !== svgNamespace,
  )
  const documentTitle = titleElement === null ? '' : lineOf(titleElement)
  const headline = linkedTexts(nodes[0]?.['headline'])[0]
  const candidates = [headline, firstMeta(tags, ['og:title', 'twitter:title', 'dc.title', 'headline'])]
  for (const candidate of candidates) {
    const title = withoutSiteName(foldSpace(candidate ?? ''), siteName)
    if (title !== '') return fullerHeading(document, title)
  }
  const headings = elementsOf(document).filter(({ name }) => name === 'h1')
  const heading = headings.find(element => sameStart(lineOf(element), documentTitle)) ?? onlyOne(headings)
  const title = heading === undefined ? withoutSiteName(documentTitle, siteName) : lineOf(heading)
  return title || documentTitle || null
}

const svgNamespace = 'http://www.w3.org/2000/svg'

/** Metadata is sometimes cut short (`…`); the heading on the page then says the whole. */
function fullerHeading(document: Document, title: string): string {
  const start = /^(.{20,}?)\s*(?:…|\.\.\.)$/.exec(title)?.[1]
  if (start === undefined) return title
  const heading = findElement(document, element => element.name === 'h1' && lineOf(element).startsWith(start))
  return heading === null ? title : lineOf(heading)
}

/** A title without the name of the site before or after it. */
export function withoutSiteName(title: string, siteName: string | null): string {
  const parts = title.split(separator)
  if (parts.length < 2) return title
  const isSite = (part: string): boolean =>
    siteName !== null &&
    normalize(part) !== '' &&
    (normalize(siteName).includes(normalize(part)) || normalize(part).includes(normalize(siteName)))
  if (isSite(parts.at(-1) ?? ''))
    return title.slice(0, title.length - (parts.at(-1) ?? '').length).replace(/\s+\S{1,2}\s+$/, '')
  if (isSite(parts[0] ?? '')) return title.slice((parts[0] ?? '').length).replace(/^\s+\S{1,2}\s+/, '')
  return title
}

function onlyOne(headings: readonly Element[]): Element | undefined {
  return headings.length === 1 && headings[0] !== undefined && lineOf(headings[0]) !== ''
    ? headings[0]
    : undefined
}

function sameStart(heading: string, title: string): boolean {
  return heading.length > 10 && normalize(title).startsWith(normalize(heading))
}

function normalize(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}
