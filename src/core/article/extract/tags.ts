import type { Element } from 'domhandler'
import { lettersOf } from '../../html/letters.ts'
import { attributeOf } from '../../html/page-element.ts'
import { foldSpace, lineOf } from '../../html/text.ts'
import { type LinkedNode, linkedTexts } from './json-ld.ts'
import type { MetaTags } from './meta-tags.ts'
import type { SiteNames } from './site-name.ts'

const maxTags = 30
/** More than any article has; each word is looked for in title and summary. */
const maxWords = 500
const maxAbout = 1_000
const maxLength = 80
/** What is written for the publisher's own machines: numbers, hosts, paths, names of fields and of flags. */
const forMachines =
  /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{20,}|\d+|[\w-]+(?:\.[\w-]+){2,}|[\w-]+\.(?:com|org|net)|[a-z]+(?:_[a-z]+)+|[_/@#]\S*|internal(?: .*)?|.*not for syndication.*|\p{L}+ entity tokens: .*|nlp category: .*)$/iu
/** `Category: Economy`, `topic/harbour`: the kind of the tag before it. */
const kindBefore =
  /^(?:category|section|topic|subject|tag|keyword|sections|organization|person|place)s?(?::\s*|\/)/i
/** `Page Type: Article`, `WC: 0-999`: what systems tell each other of an article, along with its subjects. */
const field = /^\p{Lu}[\p{L} ]{1,20}: \S/u
/** `MTVID`, `CYCS08`, `RULES:TRUMP`: what a newsroom files it under. */
const code = /^[A-Z]{2,}[A-Z0-9]*(?:[:-][A-Z0-9:-]*)?$/
/** From so many on a list is written for search engines, and the same on every page. */
const manyWords = 25

/** What the article is about, as the page says for machines, else as its links to topics show (`rel=tag`). */
export function readTags(page: {
  readonly elements: readonly Element[]
  readonly nodes: readonly LinkedNode[]
  readonly tags: MetaTags
  readonly site: SiteNames
  readonly title: string | null
  readonly summary: string | null
}): readonly string[] {
  const { nodes, tags, site } = page
  const keywords = linkedTexts(nodes[0]?.['keywords'])
  const title = lettersOf((page.title ?? '').slice(0, maxAbout))
  const about = `${title} ${lettersOf((page.summary ?? '').slice(0, maxAbout))}`
  const sources: readonly (() => readonly string[])[] = [
    () => wordsOf(tags.get('article:tag') ?? []),
    () => wordsOf(keywords),
    () => ofArticle(wordsOf(tags.get('keywords') ?? []).slice(0, maxWords), about),
    () => page.elements.filter(isTopicLink).map(lineOf),
  ]
  for (const source of sources) {
    const told = withoutCodes(
      source()
        .slice(0, maxWords)
        .filter(word => word !== ''),
    ).filter(
      word => word.length <= maxLength && !forMachines.test(word) && !isOwn(lettersOf(word), title, site),
    )
    const own = distinct(told)
    if (own.length > 0) return own.slice(0, maxTags)
  }
  return []
}

/** Tags that are given one by one keep their commas, others are parted by them. */
function wordsOf(values: readonly string[]): readonly string[] {
  const isList = (value: string): boolean =>
    values.length === 1 || value.length > maxLength || (value.match(/[,;،、]/g)?.length ?? 0) > 2
  return values
    .flatMap(value => (isList(value) ? value.split(/[,;،、]/) : [value]))
    .map(word => foldSpace(word).replace(/\s*[,;]$/, ''))
}

/** Where most of a list are codes, or fields of a form, only what is said to be a subject is for readers. */
function withoutCodes(words: readonly string[]): readonly string[] {
  const codes = words.filter(word => code.test(word)).length
  if (codes >= 4 && codes > words.length * 0.5) return []
  const fields = words.filter(word => field.test(word) && !kindBefore.test(word)).length
  const isForm = fields >= 3 && fields > words.length * 0.4
  return (isForm ? words.filter(word => kindBefore.test(word)) : words).map(word =>
    word.replace(kindBefore, ''),
  )
}

/** Keywords of the page, unless they are those of the site: then none of them is what title and summary speak of. */
function ofArticle(words: readonly string[], about: string): readonly string[] {
  const isNamed = (word: string, length: number): boolean => {
    const letters = lettersOf(word)
    return letters.length >= 2 && about.includes(letters.slice(0, length))
  }
  if (isSpelled(words, about)) return []
  if (words.length >= manyWords) return words.filter(word => isNamed(word, Infinity))
  // The beginning of a word is enough: the rest may be bent.
  return words.length >= 4 && about.length > 40 && !words.some(word => isNamed(word, 5)) ? [] : words
}

/** The title word by word, as some write it for search engines, is no list of topics. */
function isSpelled(words: readonly string[], about: string): boolean {
  if (words.length < 5 || words.some(word => word.includes(' '))) return false
  let at = 0
  const inOrder = words.filter(word => {
    const found = about.indexOf(lettersOf(word), at)
    if (found >= 0) at = found + 1
    return found >= 0
  })
  return inOrder.length >= words.length * 0.8
}

/** The name of the site, or the title once more. */
function isOwn(letters: string, title: string, site: SiteNames): boolean {
  return (
    letters === site.host || site.labels.includes(letters) || (letters.length > 24 && title.includes(letters))
  )
}

/** A link to a topic; WordPress calls its categories tags as well. */
function isTopicLink(element: Element): boolean {
  return element.name === 'a' && /(?<!category )\btag(?:\s|$)/i.test(attributeOf(element, 'rel') ?? '')
}

/** Each once, whatever its case. */
function distinct(words: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return words.filter(word => !seen.has(word.toLowerCase()) && seen.add(word.toLowerCase()))
}
