import { type Element, isText } from 'domhandler'
import { escapeText } from '../../html/escape.ts'
import { attributeOf } from '../../html/page-element.ts'
import { parseFragment } from '../../html/parse.ts'
import { rawText } from '../../html/text.ts'

/** A node of JSON-LD, whatever is in it. */
export type LinkedNode = Readonly<Record<string, unknown>>

const articleTypes =
  /^(?:(?:https?:)?(?:\/\/)?(?:schema\.org\/)?)(?:[A-Za-z]*Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|Report|Review|AnalysisNewsArticle|OpinionNewsArticle)$/
const maxNodes = 5_000

const trailTypes = /BreadcrumbList$/
const pageTypes = /(?:WebPage|ItemPage|AboutPage|MedicalWebPage|NewsPage|QAPage|FAQPage)$/

/** What a page's JSON-LD says of its article and of itself. */
export interface LinkedNodes {
  /** Nodes that describe an article, the fullest first. */
  readonly articles: readonly LinkedNode[]
  /** Nodes that describe the page. */
  readonly pages: readonly LinkedNode[]
  /** Breadcrumbs. */
  readonly trails: readonly LinkedNode[]
}

/** Reads a page's JSON-LD. A script that is no JSON describes nothing: pages are full of them. */
export function readLinkedNodes(elements: readonly Element[]): LinkedNodes {
  const nodes: LinkedNode[] = []
  for (const element of elements) {
    if (element.name !== 'script' || !/^application\/ld\+json/i.test(attributeOf(element, 'type') ?? ''))
      continue
    collectNodes(parseJson(scriptText(element)), nodes)
  }
  const named = new Map(nodes.filter(isNamed).map(node => [node['@id'], node]))
  const articles = nodes.filter(node => isOfType(node, articleTypes)).map(node => withAuthors(node, named))
  return {
    articles: articles.sort((a, b) => Object.keys(b).length - Object.keys(a).length),
    pages: nodes.filter(node => isOfType(node, pageTypes)),
    trails: nodes.filter(node => isOfType(node, trailTypes)),
  }
}

function scriptText(element: Element): string {
  return element.children.map(child => (isText(child) ? child.data : '')).join('')
}

function parseJson(text: string): unknown {
  // Most of them are well written; what follows changes nothing in these.
  const written = tryParse(text)
  if (written !== null) return written
  // Some publishers leave raw line breaks in strings, wrap the whole in a comment, or end it with a semicolon.
  const bare = text
    .trim()
    .replace(/^(?:<!--|\/\*.*?\*\/|\/\/<!\[CDATA\[)|(?:-->|\/\/\]\]>)$/g, '')
    .replace(/;\s*$/, '')
    .replace(/[\u0000-\u001F]+/g, ' ')
  return tryParse(bare) ?? tryParse(bare.replace(/,(\s*[}\]])/g, '$1'))
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function collectNodes(value: unknown, nodes: LinkedNode[]): void {
  const queue: unknown[] = [value]
  for (let seen = 0; seen < queue.length && seen < maxNodes; seen++) {
    const next = queue[seen]
    if (Array.isArray(next)) for (const each of next.slice(0, maxNodes)) queue.push(each)
    else if (isNode(next)) {
      nodes.push(next)
      queue.push(next['@graph'], next['mainEntity'], next['mainEntityOfPage'], next['breadcrumb'])
    }
  }
}

function isOfType(node: LinkedNode, types: RegExp): boolean {
  return [node['@type']].flat().some(type => typeof type === 'string' && types.test(type))
}

function isNamed(node: LinkedNode): boolean {
  return typeof node['@id'] === 'string' && typeof node['name'] === 'string'
}

/** An article whose authors are only pointed at (`{"@id": …}`) with what the other nodes say of them. */
function withAuthors(node: LinkedNode, named: ReadonlyMap<unknown, LinkedNode>): LinkedNode {
  const find = (author: unknown): unknown =>
    isNode(author) && author['name'] === undefined ? (named.get(author['@id']) ?? author) : author
  const { author } = node
  if (author === undefined) return node
  return { ...node, author: Array.isArray(author) ? author.map(find) : find(author) }
}

/** Whether a value of JSON-LD is a node and not a text or a list. */
export function isNode(value: unknown): value is LinkedNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Text whose entities were escaped once too often (`Taylor&#8217;s`), as many publishers write it. */
export function decodeLeft(text: string): string {
  return /&(?:#x?[0-9a-f]{2,6}|[a-z]{2,8});/i.test(text)
    ? rawText(parseFragment(escapeText(text).replaceAll('&amp;', '&')))
    : text
}

/** Lists in lists and names of names beyond this say nothing; JSON may be nested deeper than a stack is. */
export const maxLevels = 20

/** A value of JSON-LD as the texts in it: itself, its `name`, or those of a list. */
export function linkedTexts(value: unknown, level = 0): readonly string[] {
  if (typeof value === 'string') return [decodeLeft(value)]
  if (level === maxLevels) return []
  if (Array.isArray(value)) return value.flatMap(each => linkedTexts(each, level + 1))
  return isNode(value) ? linkedTexts(value['name'] ?? value['@value'], level + 1) : []
}
