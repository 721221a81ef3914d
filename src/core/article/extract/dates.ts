import type { Element } from 'domhandler'
import { attributeOf } from '../../html/page-element.ts'
import { parentElement } from '../../html/tree.ts'
import type { ShownLine } from './around-headline.ts'
import { type LinkedNode, type LinkedNodes, linkedTexts } from './json-ld.ts'
import type { MetaTags } from './meta-tags.ts'
import { readShownDay } from './shown-date.ts'

const earliestMs = Date.UTC(1990, 0, 1)
const latestMs = Date.UTC(2200, 0, 1)

const isoDate =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:(?:[T ]|\s+)(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}Z?|[+-]\d{2})?)?$/i

/**
 * An instant from a machine-readable date: ISO 8601 with `T` or a space (Pangea writes `2024-04-28 07:00:00Z`),
 * or RFC 5322. A time without a zone is taken as UTC.
 * @returns epoch milliseconds; null for anything else.
 */
export function parseInstant(text: string): number | null {
  const trimmed = text.trim().replaceAll('&#x2B;', '+')
  const iso = isoDate.exec(trimmed)
  if (iso !== null) return inRange(fromParts(iso))
  // RFC 5322 §3.3: the only other form that machines write.
  if (
    /^(?:[A-Z][a-z]{2},\s*)?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}(?::\d{2})? (?:GMT|UTC?|Z|[+-]\d{4})$/.test(
      trimmed,
    )
  )
    return inRange(Date.parse(trimmed))
  return null
}

function fromParts(parts: RegExpExecArray): number {
  const [, year, month, day, hour = '00', minute = '00', second = '00', zone = 'Z'] = parts
  const offset = /^[+-]/.test(zone)
    ? `${zone.slice(0, 3)}:${zone.replace(/[:z]/gi, '').slice(3) || '00'}`
    : 'Z'
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`)
}

function inRange(ms: number): number | null {
  return ms >= earliestMs && ms <= latestMs ? ms : null
}

const publishedNames = [
  'article:published_time',
  'og:article:published_time',
  'datepublished',
  'article:published',
  'og:published_time',
  'parsely-pub-date',
  'sailthru.date',
  'publishdate',
  'publish-date',
  'pubdate',
  'publication_date',
  'date.published',
  'dc.date.issued',
  'dcterms.issued',
  'dcterms.created',
  'dc.date',
  'dcterms.date',
  'cxenseparse:recs:publishtime',
  'article.published',
  'date-pub',
  'pub_date',
  'published_at',
  'published-date',
  'published',
  'article:create_time',
  'weibo:article:create_at',
  'date',
]
const modifiedNames = [
  'article:modified_time',
  'og:article:modified_time',
  'datemodified',
  'og:updated_time',
  'article:modified',
  'dcterms.modified',
  'dc.date.modified',
  'last-modified',
  'last-updated',
  'lastmod',
  'article.updated',
  'updated date',
  'updated_at',
  'revised',
]

/** When a page says that it was published and changed. */
export interface PageDates {
  readonly publishedMs: number | null
  readonly modifiedMs: number | null
}

/**
 * When a page says that it was published and changed: in those places that are written for machines, and behind them as a
 * day that is shown with its headline and can't be of another calendar.
 */
export function readDates(page: {
  readonly elements: readonly Element[]
  readonly nodes: LinkedNodes
  readonly tags: MetaTags
  readonly language: string | null
  readonly around: () => readonly ShownLine[]
}): PageDates {
  const { nodes, tags, elements } = page
  const times = timeElements(elements)
  const stated = {
    published: [...linkedDates(nodes.articles, 'datePublished'), ...metaDates(tags, publishedNames)],
    modified: [...linkedDates(nodes.articles, 'dateModified'), ...metaDates(tags, modifiedNames)],
  }
  const publishedMs =
    firstOf(stated.published) ??
    times.published ??
    firstOf(linkedDates(nodes.pages, 'datePublished')) ??
    firstOf(linkedDates(nodes.articles, 'dateCreated')) ??
    times.only ??
    firstTime(page.around())
  const modifiedMs =
    firstOf(stated.modified) ?? times.modified ?? firstOf(linkedDates(nodes.pages, 'dateModified'))
  const shown = publishedMs === null ? readShownDay(page.around(), page.language) : null
  return inOrder({
    publishedMs: publishedMs ?? shown?.publishedMs ?? null,
    modifiedMs: modifiedMs ?? shown?.modifiedMs ?? null,
  })
}

/** What was changed before it was published was changed by a clock or a draft. */
function inOrder({ publishedMs, modifiedMs }: PageDates): PageDates {
  const isEarlier = publishedMs !== null && modifiedMs !== null && modifiedMs < publishedMs
  return { publishedMs, modifiedMs: isEarlier ? null : modifiedMs }
}

function linkedDates(nodes: readonly LinkedNode[], key: string): readonly string[] {
  return nodes.flatMap(node => (node[key] === undefined ? none : linkedTexts(node[key])))
}

function metaDates(tags: MetaTags, names: readonly string[]): readonly string[] {
  return names.flatMap(name => tags.get(name)?.[0] ?? none)
}

const none: readonly string[] = []

/**
 * The first that is a date. Where it tells no zone, and another tells the same time on the clock with its zone, that one: the
 * first was written by somebody who looked at the clock on the wall.
 */
function firstOf(texts: readonly string[]): number | null {
  const at = texts.findIndex(text => parseInstant(text) !== null)
  const first = texts[at]
  if (first === undefined) return null
  const clock = clockOf(first)
  const zoned = clock === null ? undefined : texts.slice(at + 1).find(text => isSameClock(text, clock))
  return parseInstant(zoned ?? first)
}

/** Day, hour and minute of a date that has no zone; null for one with a zone, or without a time. */
function clockOf(text: string): string | null {
  const [, year, month, day, hour, minute, , zone] = isoDate.exec(text.trim()) ?? []
  return zone === undefined && hour !== undefined ? [year, month, day, hour, minute].join() : null
}

function isSameClock(text: string, clock: string): boolean {
  const [, year, month, day, hour, minute, , zone] = isoDate.exec(text.trim()) ?? []
  return zone !== undefined && [year, month, day, hour, minute].join() === clock
}

interface TimeElements {
  readonly published: number | null
  readonly modified: number | null
  /** The date that stands with the headline, where no `time` says what it is. */
  readonly only: number | null
}

function timeElements(elements: readonly Element[]): TimeElements {
  let published: number | null = null
  let modified: number | null = null
  const unnamed: number[] = []
  for (const element of elements) {
    const { name } = element
    const itemprop = attributeOf(element, 'itemprop')
    if (name !== 'time' && itemprop === undefined) continue
    const ms = instantOf(element)
    if (ms === null) continue
    const own = `${itemprop ?? ''} ${attributeOf(element, 'class') ?? ''}`
    const role = isRole(own) ? own : classOf(parentElement(element))
    // WordPress writes `published updated` on what was never changed.
    if (publishedRole.test(role) || attributeOf(element, 'pubdate') !== undefined) published ??= ms
    else if (modifiedRole.test(role)) modified ??= ms
    else if (name === 'time') unnamed.push(ms)
  }
  // Several unnamed times are those of a list or of comments, unless they all say the same.
  const [only = null] = new Set(unnamed).size === 1 ? unnamed : []
  return { published, modified, only }
}

const publishedRole = /datePublished|published|pubdate|publish-?date|post-?date/i
const modifiedRole = /dateModified|(?<!not-?_?)updated|modified/i

function isRole(text: string): boolean {
  return publishedRole.test(text) || modifiedRole.test(text)
}

/** Of several unnamed times the one that stands with the headline, and in no list: there are those of other articles. */
function firstTime(around: readonly ShownLine[]): number | null {
  let listed: number | null = null
  for (const { element } of around) {
    const ms = element.name === 'time' ? instantOf(element) : null
    if (ms === null) continue
    if (!isInList(element)) return ms
    listed ??= ms
  }
  return listed
}

function isInList(element: Element): boolean {
  let at = parentElement(element)
  for (let level = 0; level < 6 && at !== null; level++) {
    if (at.name === 'li' || at.name === 'aside' || at.name === 'nav') return true
    at = parentElement(at)
  }
  return false
}

function classOf(element: Element | null): string {
  return element === null ? '' : (attributeOf(element, 'class') ?? '')
}

function instantOf(element: Element): number | null {
  const written = attributeOf(element, 'datetime') ?? attributeOf(element, 'content')
  return written === undefined ? null : parseInstant(written)
}
