import { type Element, isTag } from 'domhandler'
import { lineOf } from '../../html/text.ts'
import { elementsOf, isWithin } from '../../html/tree.ts'
import type { ShownLine } from './around-headline.ts'
import { cleanByline } from './clean-byline.ts'
import { isNode, type LinkedNode, linkedTexts } from './json-ld.ts'
import type { MetaTags } from './meta-tags.ts'
import { isHandle } from './person-name.ts'
import { readShownByline } from './shown-byline.ts'
import { isSiteName, type SiteNames } from './site-name.ts'

/** Who wrote it: as the page's metadata says, as it is marked, as the lines around the headline show. */
export function readByline(page: {
  readonly elements: readonly Element[]
  readonly nodes: readonly LinkedNode[]
  readonly tags: MetaTags
  readonly site: SiteNames
  /** What stands around the headline, asked for only where it is needed. */
  readonly around: () => readonly ShownLine[]
}): readonly string[] | null {
  const { nodes, tags, site } = page
  const authors = nodes.slice(0, 1).flatMap(node => authorsOf(node['author'] ?? node['creator']))
  const isName = (name: string): boolean => !isHandle(name) || isSiteName(name, site)
  const clean = (lines: readonly string[]): readonly string[] => cleanByline(lines).filter(isName)
  const persons = authors.filter(({ isPerson }) => isPerson)
  const all = clean(authors.map(({ name }) => name))
  const sources: readonly (() => readonly string[])[] = [
    () => (persons.length === authors.length ? all : clean(persons.map(({ name }) => name))),
    () => clean([...(tags.get('author') ?? []), ...(tags.get('article:author') ?? [])]),
    () =>
      clean([
        ...(tags.get('parsely-author') ?? []),
        ...(tags.get('dc.creator') ?? []),
        ...(tags.get('byl') ?? []),
      ]),
    () => clean(markedNames(page.elements)),
    () => clean(readShownByline(page.around())),
  ]
  let house = all
  for (const source of sources) {
    const names = source()
    const people = names.filter(name => !isSiteName(name, site))
    if (people.length > 0) return people
    // The newsroom itself signs what nobody else does.
    if (house.length === 0) house = names
  }
  return house.length > 0 ? house : null
}

interface LinkedAuthor {
  readonly name: string
  /** Not said to be an organization. */
  readonly isPerson: boolean
}

function authorsOf(author: unknown): readonly LinkedAuthor[] {
  if (Array.isArray(author)) return author.flatMap(authorsOf)
  const names = isNode(author) ? linkedTexts(author['name']) : linkedTexts(author)
  const isPerson = !isNode(author) || !/Organi[sz]ation/.test(String(author['@type'] ?? ''))
  return names.map(name => ({ name, isPerson }))
}

function markedNames(elements: readonly Element[]): readonly string[] {
  const marked = elements.filter(
    ({ attribs: { rel, itemprop } }) =>
      (rel !== undefined && /(?:^|\s)author(?:\s|$)/i.test(rel)) ||
      (itemprop !== undefined && /(?:^|\s)author(?:\s|$)/i.test(itemprop)),
  )
  const outermost = marked.filter(
    element => !marked.some(other => other !== element && isWithin(element, other)),
  )
  return outermost.slice(0, 6).map(element => {
    const named = elementsOf(element).find(({ attribs }) => attribs['itemprop'] === 'name')
    return named && isTag(named) ? (named.attribs['content'] ?? lineOf(named)) : lineOf(element)
  })
}
