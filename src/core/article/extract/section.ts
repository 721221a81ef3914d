import type { Element } from 'domhandler'
import { lettersOf } from '../../html/letters.ts'
import { attributeOf } from '../../html/page-element.ts'
import { foldSpace, lineOf } from '../../html/text.ts'
import { elementsOf, parentElement } from '../../html/tree.ts'
import type { ShownLine } from './around-headline.ts'
import { isNode, type LinkedNode, type LinkedNodes, linkedTexts } from './json-ld.ts'
import type { MetaTags } from './meta-tags.ts'
import type { SiteNames } from './site-name.ts'

const names = [
  'article:section',
  'section',
  'og:section',
  'og:article:section',
  'article.section',
  'prism.section',
  'parsely-section',
  'analytics:rubric',
  'category',
]
const maxLength = 40
const maxWords = 5
const maxList = 400
const maxWritten = 1_000
/** What templates call every article, and the way to the front page. */
const saysNothing =
  /^(?:home ?page|home|front ?page|front|start(?:seite)?|accueil|inicio|início|home page|strona główna|domů|hjem|hem|etusivu|главная(?: страница)?|головна|галоўная|首页|首頁|ホーム|홈|خانه|صفحه اصلی|الرئيسية|anasayfa|ana sayfa|articles?|posts?|stor(?:y|ies)|pages?|content|blog ?posts?|uncategori[sz]ed|allgemein|sin categoría|non classé|без рубрики|slider|featured|tags?|all|none|default|true|false|null|undefined)$/iu
const trailNames = /bread-?_?crumb|crumbs?(?:[\s_-]|$)/i
const sectionNames =
  /(?:^|[\s_-])(?:rubri[ck]|section|category|categories|cat-?links?|cat-?name|article-?label)(?:[\s_-]|$)|categor|rubric|section-?(?:name|label|link|title)/i

/** The section of its publication that an article stands in: as it is stated, or shown with the headline. */
export function readSection(page: {
  readonly elements: readonly Element[]
  readonly linked: LinkedNodes
  readonly tags: MetaTags
  readonly site: SiteNames
  readonly title: string | null
  readonly around: () => readonly ShownLine[]
}): string | null {
  const { linked, tags, site } = page
  const title = lettersOf(page.title ?? '')
  const isSection = (name: string): boolean =>
    isShort(name) && !saysNothing.test(name) && lettersOf(name) !== site.name
  const isPart = (name: string): boolean =>
    isSection(name) && !isTitle(name, title) && !site.labels.includes(lettersOf(name))
  const stated = linkedTexts(linked.articles[0]?.['articleSection']).flatMap(splitNames).filter(isSection)
  const [first] = stated
  if (first !== undefined && stated.length === 1) return first
  const meta = names
    .flatMap(name => tags.get(name) ?? noNames)
    .flatMap(splitNames)
    .find(isSection)
  // Of several in JSON-LD the one that is said to be the section elsewhere too.
  if (first !== undefined) return stated.find(name => name === meta) ?? first
  return (
    meta ??
    trailOf(linked.trails).findLast(isPart) ??
    page.elements
      .filter(element => attributeOf(element, 'itemprop') === 'articleSection')
      .map(element => attributeOf(element, 'content') ?? lineOf(element))
      .find(isSection) ??
    shownSection(page.around(), isPart)
  )
}

const noNames: readonly string[] = []

/** `Opinion,Reported Opinion` are two, `Waste, Fraud & Abuse` is one. */
function splitNames(written: string): readonly string[] {
  // Runs of white space that no comma follows would each be gone through from each of their places.
  const text = foldSpace(written.slice(0, maxWritten))
  const line = foldSpace(text.slice(0, maxList))
  const parts = line.split(/ ?[,;|] ?/)
  const isOne = parts.length > 1 && /(?:&| and | und | et | y | и )/i.test(parts.at(-1) ?? '')
  return isOne ? [line] : parts
}

function isShort(name: string): boolean {
  return (
    name.length >= 2 &&
    name.length <= maxLength &&
    name.split(' ').length <= maxWords &&
    /\p{L}/u.test(name) &&
    !/^https?:|[@#=<>{}]|\/|\d{1,2}:\d{2}|(?:19|20)\d{2}[.-]\d|\b\d{1,2},? (?:19|20)\d{2}$|[.!?…]$/i.test(
      name,
    ) &&
    !/^(?:view|read|see|follow|contact|subscribe|our|on|by|reviewed|written|sign|join|get|more|share|topics?|categor(?:y|ies)|рассылка|подписка|подробнее)(?!\p{L})/iu.test(
      name,
    )
  )
}

function isTitle(name: string, title: string): boolean {
  const own = lettersOf(name)
  return own === title || (own.length >= 12 && title.includes(own))
}

/** The names of the fullest trail of breadcrumbs, in their order. */
function trailOf(trails: readonly LinkedNode[]): readonly string[] {
  const lists = trails.map(({ itemListElement: items }) => (Array.isArray(items) ? items.filter(isNode) : []))
  const longest = lists.reduce((a, b) => (b.length > a.length ? b : a), [])
  return longest
    .toSorted((a, b) => Number(a['position'] ?? 0) - Number(b['position'] ?? 0))
    .map(item => foldSpace(linkedTexts(item['name'] ?? item['item'])[0] ?? ''))
}

/** What a trail of breadcrumbs, or a link that is called a section, shows around the headline. */
function shownSection(around: readonly ShownLine[], isSection: (name: string) => boolean): string | null {
  let named: string | null = null
  const seen = new Set<Element>()
  for (const { element } of around) {
    const trail = calledElement(element, trailNames, 3)
    const called: Element | null = trail ?? (named === null ? calledElement(element, sectionNames, 2) : null)
    if (called === null || seen.has(called)) continue
    seen.add(called)
    const links: readonly Element[] = called.name === 'a' ? [called] : elementsOf(called).filter(isLink)
    if (links.length > (trail === null ? 3 : 8)) continue
    const name: string | undefined = links.filter(leadsWithin).map(nameOf).findLast(isSection)
    if (name === undefined) continue
    if (trail !== null) return name
    named = name
  }
  return named
}

function isLink({ name }: Element): boolean {
  return name === 'a'
}

/** The words of a link, without the sign that leads on to the next. */
function nameOf(link: Element): string {
  const line = lineOf(link)
  return line.length > maxLength + 10 ? '' : foldSpace(line).replace(/[\s,:;»›>|/]+$/u, '')
}

/** Whether a link leads to a place of the publication: a path of its own, and nothing to be done there. */
function leadsWithin(element: Element): boolean {
  const href = attributeOf(element, 'href') ?? ''
  return (
    /^(?:https?:\/\/[^/]+)?\/?[^?#:/][^?#:]*$/i.test(href) &&
    !/\b(?:login|sign-?in|share|report|archiv|feed|rss|authors?|print|subscri|newsletter|contact|privacy|policy)|\/(?:in|people|profiles?|staff|team|users?)\//i.test(
      href,
    )
  )
}

/** An element, or one of those around it, that has such a name. */
function calledElement(element: Element, names: RegExp, levels: number): Element | null {
  let at: Element | null = element
  for (let level = 0; level < levels && at !== null; level++) {
    // Asked for by name: the object of all attributes would have to be made first.
    for (const key of ['class', 'id', 'aria-label']) {
      const value = attributeOf(at, key)
      if (value !== undefined && names.test(value)) return at
    }
    at = parentElement(at)
  }
  return null
}
