import { type Element, isTag } from 'domhandler'
import { foldSpace, lineOf } from '../../html/text.ts'
import { elementsOf, isWithin } from '../../html/tree.ts'
import { isNode, type LinkedNode, linkedTexts } from './json-ld.ts'
import type { MetaTags } from './meta-tags.ts'

const leadIn =
  /^(?:by|von|par|por|di|da|od|autor(?:in|zy|ka)?|auteur|author|text|автор(?:ы)?|текст|от|аўтар|автори?|نویسنده|作者|文|記者|记者)(?:\s*[:：]\s*|\s+(?=\p{Lu}))/iu
const joint = /\s*(?:[,;|·•]|\s(?:and|und|et|y|e|i|и|й|та|і|و|&)\s)\s*/iu
/** The sign by which a newsroom knows an author, or the author's site: `(obe)`, `(www.dw.com)`. */
const initials = /\s*\((?:\p{Ll}{2,5}\.?|(?:www\.)?[\w-]+(?:\.[\w-]+)+)\)$/u
const maxNameLength = 80
const maxNames = 12

/** The names of a byline, one by one: without `By`, mail addresses and web addresses, each once. */
export function cleanByline(lines: readonly string[]): readonly string[] {
  const names = lines
    .map(line => foldSpace(line).replace(/^\S+@\S+\s*\(([^)]*)\)$/, '$1'))
    .flatMap(line => line.replace(leadIn, '').split(joint))
    .map(name =>
      name
        .replace(leadIn, '')
        .replace(initials, '')
        .replace(/^[\s,–—-]+|[\s,–—-]+$/g, ''),
    )
    .filter(
      name =>
        name !== '' &&
        name.length <= maxNameLength &&
        !/^(?:https?:|www\.|@)|\S+@\S+\.\S+|^(?:admin|null|undefined|n\/a)$/i.test(name),
    )
  const seen = new Set<string>()
  return names
    .filter(name => {
      const key = name.toLowerCase()
      return !seen.has(key) && seen.add(key)
    })
    .slice(0, maxNames)
}

/** Who wrote it, as the page's metadata says, else as the element that is marked as its byline shows. */
export function readByline(
  elements: readonly Element[],
  nodes: readonly LinkedNode[],
  tags: MetaTags,
): readonly string[] | null {
  for (const candidates of [
    nodes.slice(0, 1).flatMap(node => authorNames(node['author'] ?? node['creator'])),
    [...(tags.get('author') ?? []), ...(tags.get('article:author') ?? [])],
    [...(tags.get('parsely-author') ?? []), ...(tags.get('dc.creator') ?? []), ...(tags.get('byl') ?? [])],
    markedNames(elements),
  ]) {
    const names = cleanByline(candidates)
    if (names.length > 0) return names
  }
  return null
}

function authorNames(author: unknown): readonly string[] {
  if (Array.isArray(author)) return author.flatMap(authorNames)
  return isNode(author) ? linkedTexts(author['name']) : linkedTexts(author)
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
