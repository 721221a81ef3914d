import { type Element, isText } from 'domhandler'
import { escapeText } from '../../html/escape.ts'
import { parseFragment } from '../../html/parse.ts'
import { rawText } from '../../html/text.ts'

/** A node of JSON-LD, whatever is in it. */
export type LinkedNode = Readonly<Record<string, unknown>>

const articleTypes =
  /^(?:(?:https?:)?(?:\/\/)?(?:schema\.org\/)?)(?:[A-Za-z]*Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|Report|Review|AnalysisNewsArticle|OpinionNewsArticle)$/
const maxNodes = 5_000

/**
 * The nodes of a page's JSON-LD that describe an article, the fullest first.
 * A script that is no JSON describes nothing: pages are full of them.
 */
export function readArticleNodes(elements: readonly Element[]): readonly LinkedNode[] {
  const nodes: LinkedNode[] = []
  for (const element of elements) {
    if (element.name !== 'script' || !/^application\/ld\+json/i.test(element.attribs['type'] ?? '')) continue
    collectNodes(parseJson(scriptText(element)), nodes)
  }
  return nodes.filter(isArticleNode).sort((a, b) => Object.keys(b).length - Object.keys(a).length)
}

function scriptText(element: Element): string {
  return element.children.map(child => (isText(child) ? child.data : '')).join('')
}

function parseJson(text: string): unknown {
  // Some publishers leave raw line breaks in strings, wrap the whole in a comment, or end it with a semicolon.
  const bare = text
    .trim()
    .replace(/^(?:<!--|\/\*.*?\*\/|\/\/<!\[CDATA\[)\s*|\s*(?:-->|\/\/\]\]>)$/g, '')
    .replace(/;\s*$/, '')
    .replace(/[\u0000-\u001F]+/g, ' ')
  try {
    return JSON.parse(bare)
  } catch {
    return null
  }
}

function collectNodes(value: unknown, nodes: LinkedNode[]): void {
  const queue: unknown[] = [value]
  for (let seen = 0; queue.length > 0 && seen < maxNodes; seen++) {
    const next = queue.shift()
    if (Array.isArray(next)) queue.push(...next)
    else if (isNode(next)) {
      nodes.push(next)
      queue.push(next['@graph'], next['mainEntity'], next['mainEntityOfPage'])
    }
  }
}

function isArticleNode(node: LinkedNode): boolean {
  return [node['@type']].flat().some(type => typeof type === 'string' && articleTypes.test(type))
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

/** A value of JSON-LD as the texts in it: itself, its `name`, or those of a list. */
export function linkedTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [decodeLeft(value)]
  if (Array.isArray(value)) return value.flatMap(linkedTexts)
  return isNode(value) ? linkedTexts(value['name'] ?? value['@value']) : []
}
