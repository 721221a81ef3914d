import { type Document, type Element, hasChildren, isTag, isText, type ParentNode } from 'domhandler'
import { hasAttribute } from '../../html/page-element.ts'
import { readCanonicalUrl } from './address.ts'
import { aroundHeadline, type ShownLine } from './around-headline.ts'
import { readByline } from './byline.ts'
import { readDates } from './dates.ts'
import { type LinkedNode, linkedTexts, readLinkedNodes } from './json-ld.ts'
import { readLanguage } from './language.ts'
import { firstMeta, type MetaTags, readMetaTags } from './meta-tags.ts'
import { readSection } from './section.ts'
import { siteNamesOf } from './site-name.ts'
import { readTags } from './tags.ts'
import { readTitle } from './title.ts'

/** What a page says about its article for machines. */
export interface Facts {
  readonly title: string | null
  readonly byline: readonly string[] | null
  /** News agencies that the byline credits. */
  readonly agencies: readonly string[]
  readonly publishedMs: number | null
  readonly modifiedMs: number | null
  readonly language: string | null
  readonly siteName: string | null
  readonly canonicalUrl: string | null
  readonly section: string | null
  readonly tags: readonly string[]
  readonly summary: string | null
  /** The body as JSON-LD gives it; often cut short or without its paragraphs, so only a hint where the body is. */
  readonly statedBody: string | null
}

/** Reads JSON-LD, microdata, meta and link elements, and what is shown with the headline. */
export function readFacts(document: Document, url: string | null): Facts {
  const elements = elementsForMachines(document)
  const linked = readLinkedNodes(elements)
  const nodes = linked.articles
  const tags = readMetaTags(elements)
  const siteName = readSiteName(nodes, tags)
  const site = siteNamesOf(siteName, url)
  const title = readTitle(elements, nodes, tags, site)
  const language = readLanguage(document, linked, tags)
  const summary = firstMeta(tags, ['og:description', 'description', 'twitter:description', 'dc.description'])
  let found: readonly ShownLine[] | undefined
  const around = () => (found ??= aroundHeadline(elements, title))
  return {
    title,
    ...readByline({ elements, nodes, tags, site, around }),
    ...readDates({ elements, nodes: linked, tags, language, around }),
    language,
    siteName,
    canonicalUrl: readCanonicalUrl(elements, nodes, tags, url),
    section: readSection({ elements, linked, tags, site, title, around }),
    tags: readTags({ elements, nodes, tags, site, title, summary }),
    summary,
    statedBody: readStatedBody(nodes),
  }
}

const tellingNames = new Set(['meta', 'link', 'script', 'title', 'time', 'h1', 'h2', 'h3', 'h4'])

/** Most elements say nothing but their text, and are gone over once for all that is read here. */
function elementsForMachines(root: ParentNode, found: Element[] = []): readonly Element[] {
  for (const child of root.children) {
    if (isText(child)) continue
    if (isTag(child) && isForMachines(child)) found.push(child)
    if (hasChildren(child)) elementsForMachines(child, found)
  }
  return found
}

function isForMachines(element: Element): boolean {
  return (
    tellingNames.has(element.name) || hasAttribute(element, name => name === 'itemprop' || name === 'rel')
  )
}

function readSiteName(nodes: readonly LinkedNode[], tags: MetaTags): string | null {
  const name =
    firstMeta(tags, ['og:site_name', 'application-name', 'dc.publisher']) ??
    linkedTexts(nodes[0]?.['publisher'])[0] ??
    firstMeta(tags, ['apple-mobile-web-app-title', 'publisher'])
  // Some give the address of their front page for a name.
  return name?.replace(/^https?:\/\/(?:www\.)?([^/]+)\/?$/i, '$1') ?? null
}

function readStatedBody(nodes: readonly LinkedNode[]): string | null {
  const bodies = nodes.flatMap(node => linkedTexts(node['articleBody']))
  return bodies.reduce<string | null>(
    (longest, body) => (body.length > (longest?.length ?? 0) ? body : longest),
    null,
  )
}
