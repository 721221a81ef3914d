import { childrenOf, elementsOf, ownTextOf, textOf, textsOf } from './element.ts'
import { firstDate, namesOf } from './entry-parts.ts'
import type { Entry } from './feed.ts'
import { entryLink } from './links.ts'
import { markupOf, titleOf } from './text-construct.ts'
import type { XmlElement } from './xml-tree.ts'

const summaryNames = ['description', 'summary', 'dc:description', 'media:description', 'itunes:summary']
const contentNames = ['content:encoded', 'content', 'xhtml:body', 'body', 'xhtml:div', 'fullitem']

/** An item of RSS or an entry of Atom as an entry; each may use the other's elements. */
export function readEntry(element: XmlElement): Entry {
  const id = textsOf(element, 'guid', 'id')[0] ?? element.attributes.get('about') ?? null
  return {
    id,
    url: entryLink(element),
    title: entryTitle(element),
    publishedMs: firstDate(
      ...textsOf(
        element,
        'pubdate',
        'published',
        'issued',
        'dc:date',
        'dcterms:issued',
        'created',
        'dcterms:created',
      ),
    ),
    updatedMs: firstDate(...textsOf(element, 'updated', 'modified', 'dcterms:modified')),
    authors: entryAuthors(element),
    categories: namesOf([
      ...childrenOf(element, 'category').map(categoryName),
      ...textsOf(element, 'dc:subject'),
    ]),
    summary: firstMarkup(element, summaryNames),
    content: firstMarkup(element, contentNames),
  }
}

/** The names of the authors that an element states. */
export function authorsOf(element: XmlElement): readonly string[] {
  return namesOf([...childrenOf(element, 'author').map(authorName), ...textsOf(element, 'dc:creator')])
}

function entryAuthors(element: XmlElement): readonly string[] {
  // RFC 4287 §4.2.1: authors of the source stand for those of the entry.
  const source = childrenOf(element, 'source')[0]
  const stated = [authorsOf(element), source === undefined ? [] : authorsOf(source)]
  return stated.find(names => names.length > 0) ?? namesOf(textsOf(element, 'itunes:author'))
}

function authorName(author: XmlElement): string | undefined {
  const name = childrenOf(author, 'name')[0]
  return textOf(name ?? author)
}

function categoryName(category: XmlElement): string | undefined {
  return category.attributes.get('label') || category.attributes.get('term') || ownTextOf(category)
}

function entryTitle(element: XmlElement): string | null {
  const group = childrenOf(element, 'media:group')[0]
  const titles = [
    ...childrenOf(element, 'title'),
    ...childrenOf(element, 'dc:title'),
    ...childrenOf(element, 'media:title'),
    ...(group === undefined ? [] : childrenOf(group, 'media:title')),
  ]
  const found = titles.map(titleOf).find(title => title !== null)
  return found ?? misplacedTitle(element)
}

// These have titles of their own.
const titledElements = /^(?:source|content|summary|description|textinput|author|encoded|group|body|div)$/

/** The first title below what should not hold one. */
function misplacedTitle(element: XmlElement): string | null {
  for (const child of elementsOf(element)) {
    if (titledElements.test(child.name)) continue
    const title = child.key === 'title' ? titleOf(child) : misplacedTitle(child)
    if (title !== null) return title
  }
  return null
}

function firstMarkup(element: XmlElement, keys: readonly string[]): string | null {
  for (const key of keys) {
    const found = childrenOf(element, key)
      .map(child => markupOf(child))
      .find(markup => markup !== null)
    if (found !== undefined) return found
  }
  const group = childrenOf(element, 'media:group')[0]
  return group === undefined ? null : firstMarkup(group, keys)
}
