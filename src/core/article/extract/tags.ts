import type { Element } from 'domhandler'
import { attributeOf } from '../../html/page-element.ts'
import { foldSpace, lineOf } from '../../html/text.ts'
import { type LinkedNode, linkedTexts } from './json-ld.ts'
import type { MetaTags } from './meta-tags.ts'
import { isSiteName, type SiteNames } from './site-name.ts'

const maxTags = 30
const maxLength = 60
/** What is written for the publisher's own machines: numbers, hosts, names of fields and of flags. */
const forMachines =
  /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{20,}|\d+|[\w-]+(?:\.[\w-]+){2,}|[\w-]+\.(?:com|org|net)|[a-z]+(?:_[a-z]+)+|\p{L}+ entity tokens: .*|nlp category: .*)$/iu
/** `Category: Economy`, `topic/harbour`: the kind of the tag before it. */
const kindBefore = /^(?:category|section|topic|tag|keyword|sections|organization|person|place)s?(?::\s+|\/)/i

/** What the article is about, as the page says for machines, else as its links to topics show (`rel=tag`). */
export function readTags(
  elements: readonly Element[],
  nodes: readonly LinkedNode[],
  tags: MetaTags,
  site: SiteNames,
): readonly string[] {
  const keywords = linkedTexts(nodes[0]?.['keywords'])
  const host = { ...site, name: '' }
  const sources: readonly (() => readonly string[])[] = [
    () => tags.get('article:tag') ?? [],
    () => (keywords.length > 0 ? keywords : (tags.get('keywords') ?? [])),
    () => elements.filter(isTopicLink).map(lineOf),
  ]
  for (const source of sources) {
    const words = source()
      .flatMap(text => text.split(/[,;،、]/))
      .map(word => foldSpace(word).replace(kindBefore, ''))
    const told = words.filter(word => word !== '' && word.length <= maxLength && !forMachines.test(word))
    const own = distinct(told).filter(word => !isSiteName(word, host))
    if (own.length > 0) return own.slice(0, maxTags)
  }
  return []
}

function isTopicLink(element: Element): boolean {
  return element.name === 'a' && /(?:^|\s)tag(?:\s|$)/i.test(attributeOf(element, 'rel') ?? '')
}

/** Each once, whatever its case. */
function distinct(words: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return words.filter(word => !seen.has(word.toLowerCase()) && seen.add(word.toLowerCase()))
}
