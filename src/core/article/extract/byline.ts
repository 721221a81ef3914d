import { type Element, isTag } from 'domhandler'
import { attributeOf } from '../../html/page-element.ts'
import { lineOf } from '../../html/text.ts'
import { elementsOf, isWithin } from '../../html/tree.ts'
import { isAgency, isOwnAgency } from './agencies.ts'
import type { ShownLine } from './around-headline.ts'
import { cleanByline } from './clean-byline.ts'
import { isNode, type LinkedNode, linkedTexts, maxLevels } from './json-ld.ts'
import type { MetaTags } from './meta-tags.ts'
import { isDesk, isHandle, isPersonName, isRole } from './person-name.ts'
import { readShownByline } from './shown-byline.ts'
import { isSiteName, type SiteNames } from './site-name.ts'

/** Who wrote it, and whose report it is besides. */
export interface Byline {
  readonly byline: readonly string[] | null
  /** News agencies, which are credited and no authors. */
  readonly agencies: readonly string[]
}

/** Who wrote it: as the page's metadata says, as it is marked, as the lines around the headline show. */
export function readByline(page: {
  readonly elements: readonly Element[]
  readonly nodes: readonly LinkedNode[]
  readonly tags: MetaTags
  readonly site: SiteNames
  /** What stands around the headline, asked for only where it is needed. */
  readonly around: () => readonly ShownLine[]
}): Byline {
  const { nodes, tags, site } = page
  const authors = nodes.slice(0, 1).flatMap(node => authorsOf(node['author'] ?? node['creator']))
  const agencies: string[] = []
  const clean = (lines: readonly string[]): readonly string[] => {
    const names = cleanByline(lines)
    const credited = names.filter(name => isAgency(name) && !isOwnAgency(name, site))
    agencies.push(...credited.filter(name => !agencies.includes(name)))
    return names.filter(name => !credited.includes(name) && (!isHandle(name) || isSiteName(name, site)))
  }
  const persons = authors.filter(({ isPerson }) => isPerson)
  const all = clean(authors.map(({ name }) => name))
  const named = (keys: readonly string[]): readonly string[] =>
    clean(keys.flatMap(key => tags.get(key) ?? []))
  const isHouse = (name: string): boolean => isSiteName(name, site) || isDesk(name)
  const stated: readonly (() => readonly string[])[] = [
    () => (persons.length === authors.length ? all : clean(persons.map(({ name }) => name))),
    () => named(authorNames),
    () => named(rarerNames),
  ]
  const shown: readonly (() => readonly string[])[] = [
    () => clean(markedNames(page.elements)),
    () => clean(readShownByline(page.around())),
  ]
  let house = all
  const firstOf = (sources: readonly (() => readonly string[])[]): readonly string[] => {
    for (const source of sources) {
      const names = source()
      const people = names.filter(name => !isHouse(name))
      if (people.length > 0) return people
      // The newsroom itself signs what nobody else does.
      if (house.length === 0) house = names
    }
    return []
  }
  const people = firstOf(stated)
  if (people.length > 0)
    return {
      byline: fullerList(people, tags, names => clean(names).filter(name => !isHouse(name))),
      agencies,
    }
  // What an agency or a desk signed has no other author: names that stand near it are those of other articles.
  const isSigned = agencies.length > 0 || house.some(isDesk)
  const others = isSigned ? [] : firstOf(shown)
  if (others.length > 0) return { byline: others, agencies }
  return { byline: house.length > 0 ? house : null, agencies }
}

const authorNames = ['author', 'article:author', 'article:author_name']
const rarerNames = ['parsely-author', 'sailthru.author', 'dc.creator', 'byl']

/** Some name the first author only where others look for it: the list that goes on is the whole one. */
function fullerList(
  people: readonly string[],
  tags: MetaTags,
  clean: (lines: readonly string[]) => readonly string[],
): readonly string[] {
  const [first = ''] = people
  for (const key of [...authorNames, ...rarerNames]) {
    const line = tags.get(key)?.join() ?? ''
    if (line.length < people.join().length + 4 || !line.includes(first)) continue
    const names = clean(tags.get(key) ?? [])
    const rest = names.filter(name => !people.includes(name))
    const isWhole = rest.length === names.length - people.length
    if (rest.length > 0 && isWhole && rest.every(name => isPersonName(name) && !isRole(name))) return names
  }
  return people
}

interface LinkedAuthor {
  readonly name: string
  /** Not said to be an organization. */
  readonly isPerson: boolean
}

function authorsOf(author: unknown, level = 0): readonly LinkedAuthor[] {
  if (Array.isArray(author))
    return level === maxLevels ? [] : author.flatMap(each => authorsOf(each, level + 1))
  const names = isNode(author) ? linkedTexts(author['name']) : linkedTexts(author)
  const isPerson = !isNode(author) || !/Organi[sz]ation/.test(String(author['@type'] ?? ''))
  return names.map(name => ({ name, isPerson }))
}

const maxMarked = 6

function markedNames(elements: readonly Element[]): readonly string[] {
  const marked = elements.filter(
    element => isAuthor(attributeOf(element, 'rel')) || isAuthor(attributeOf(element, 'itemprop')),
  )
  // In document order what is in one of them stands right after it.
  const outermost: Element[] = []
  for (const element of marked) {
    const before = outermost.at(-1)
    if (before === undefined || !isWithin(element, before)) outermost.push(element)
    if (outermost.length === maxMarked) break
  }
  return outermost.map(element => {
    const named = elementsOf(element).find(inner => attributeOf(inner, 'itemprop') === 'name')
    return named && isTag(named) ? (attributeOf(named, 'content') ?? lineOf(named)) : lineOf(element)
  })
}

function isAuthor(mark: string | undefined): boolean {
  return mark !== undefined && /(?:^|\s)author(?:\s|$)/i.test(mark)
}
