import { selectAll, selectOne } from 'css-select'
import type { AnyNode, Document, Element } from 'domhandler'
import { isTag } from 'domhandler'
import { AppError } from '../errors.ts'
import { parseDocument } from '../html/parse.ts'
import { lineOf } from '../html/text.ts'
import { parseDate } from './date.ts'
import type { Entry, Feed } from './feed.ts'
import { isWebAddress, resolveBase, resolveUrl } from './reference.ts'

/**
 * A page that lists articles, of a publisher without a feed, as a feed in the order of the page.
 * @param page.links a CSS selector of the links, or of what each link stands in, together with its date.
 * @throws AppError `feed-unreadable` for what is no selector, and for one that finds no link.
 */
export function readLinkList(
  html: string,
  page: { readonly url: string | null; readonly links: string },
): Feed {
  const document = parseDocument(html)
  const head = select(document, 'base[href], html[lang], title')
  const base = resolveBase(attributeOf(head, 'base', 'href'), page.url)
  const entries = new Map<string, Entry>()
  for (const element of select(document, page.links)) {
    const link = element.name === 'a' ? element : firstLink(element)
    const url = resolveUrl(link?.attribs['href'], base)
    if (link === null || url === null || !isWebAddress(url)) continue
    // A picture and a headline often lead to the same article.
    entries.set(url, mergeEntry(entries.get(url), url, element, link))
  }
  if (entries.size === 0)
    throw new AppError(
      'feed-unreadable',
      `found a page in which ${JSON.stringify(page.links)} selects no link`,
      {
        next: 'open the page, see where its links to articles stand now, and mend the selector of the source',
      },
    )
  return {
    format: 'html',
    title: head.filter(element => element.name === 'title').map(lineOf)[0] || null,
    url: page.url,
    language: attributeOf(head, 'html', 'lang') ?? null,
    ttlMinutes: null,
    entries: [...entries.values()],
    isCutOff: false,
  }
}

function mergeEntry(known: Entry | undefined, url: string, element: Element, link: Element): Entry {
  return {
    id: null,
    url,
    title: known?.title ?? titleOf(element, link),
    publishedMs: known?.publishedMs ?? dateOf(element),
    updatedMs: null,
    authors: [],
    categories: [],
    summary: null,
    content: null,
  }
}

function titleOf(element: Element, link: Element): string | null {
  const heading = element === link ? null : selectOne<AnyNode, Element>('h1, h2, h3, h4, h5, h6', element)
  const image = selectOne<AnyNode, Element>('img[alt]', link)
  const said = [
    heading === null ? '' : lineOf(heading),
    lineOf(link),
    link.attribs['aria-label'],
    link.attribs['title'],
  ]
  return [...said, image?.attribs['alt']].map(text => text?.trim()).find(text => text) ?? null
}

function dateOf(element: Element): number | null {
  const time = selectOne<AnyNode, Element>('time[datetime]', element)
  return parseDate(time?.attribs['datetime'])
}

/** The link of a teaser: that of its headline, else its first. */
function firstLink(element: Element): Element | null {
  const headline = 'h1 a[href], h2 a[href], h3 a[href], h4 a[href], h5 a[href], h6 a[href]'
  return selectOne<AnyNode, Element>(headline, element) ?? selectOne<AnyNode, Element>('a[href]', element)
}

function attributeOf(elements: readonly Element[], name: string, attribute: string): string | undefined {
  return elements.find(element => element.name === name && element.attribs[attribute])?.attribs[attribute]
}

function select(document: Document, selector: string): readonly Element[] {
  try {
    return selectAll<AnyNode, Element>(selector, document).filter(isTag)
  } catch (cause) {
    throw new AppError('feed-unreadable', `${JSON.stringify(selector)} is no CSS selector`, {
      cause,
      next: 'mend it; how selectors are written: developer.mozilla.org/docs/Web/CSS/CSS_selectors',
    })
  }
}
