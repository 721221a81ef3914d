import { type Document, type Element, isTag } from 'domhandler'
import { getOuterHTML } from 'domutils'
import { AppError } from '../../errors.ts'
import { lineOf } from '../../html/text.ts'
import { elementsOf } from '../../html/tree.ts'
import type { SiteRules } from '../../source/source.ts'
import type { Dropped, ExtractionMethod, Figure } from '../article.ts'
import { dropChrome } from './chrome.ts'
import { takeCorrections, takeCredits } from './credits.ts'
import { dropInto } from './drop.ts'
import { trimEdges } from './edges.ts'
import type { Facts } from './facts.ts'
import { figuresOf, takeFigures } from './figures.ts'
import { findBody } from './find-body.ts'
import { findHeadline } from './headline.ts'
import { dropHidden, dropMachinery } from './hidden.ts'
import { dropLeads, dropLinkBoxes } from './inset.ts'
import { takeNotices } from './notices.ts'
import { formParagraphs } from './paragraphs.ts'
import { dropByRule, selectByRule } from './site-rules.ts'
import { dropImprint, dropTeaserLists } from './teasers.ts'
import { unwrapContainers } from './unwrap-containers.ts'

/** The body of a page, with what stood in and around it. */
export interface FoundBody {
  /** As upstream wrote it. */
  readonly bodyHtml: string
  readonly text: string
  readonly notices: readonly string[]
  readonly credits: readonly string[]
  readonly corrections: readonly string[]
  readonly figures: readonly Figure[]
  readonly method: ExtractionMethod
  readonly dropped: readonly Dropped[]
}

/**
 * Finds the body of a page. The document is used up.
 * @param how `careful` trusts the names of classes, `generous` does not, `entry` takes all: a feed holds no page.
 */
export function extractBody(
  document: Document,
  facts: Pick<Facts, 'title' | 'byline' | 'statedBody'>,
  rules: SiteRules,
  how: 'careful' | 'generous' | 'entry',
): FoundBody {
  const dropped: Dropped[] = []
  const drop = dropInto(dropped)
  const root = bodyOf(document)

  dropMachinery(root, drop)
  const ruledNotices = selectByRule(document, rules.notices).map(element => {
    const lines = noticeLines(element)
    drop(element, 'notice', 'named by the site rule')
    return lines
  })
  const ruledBodies = selectByRule(document, rules.body)
  dropByRule(document, rules.remove, drop)
  formParagraphs(root)
  const notices = [...ruledNotices, ...takeNotices(root, drop)]
  dropHidden(root, drop)
  const order = elementsOf(root)
  const figures = takeFigures(root, drop)
  const headline = findHeadline(root, facts.title)
  if (how !== 'entry' && ruledBodies.length === 0) {
    if (how === 'careful') dropChrome(root, headline, drop)
    dropImprint(root, drop)
    if (how === 'careful') dropTeaserLists(root, drop)
  }
  const elements =
    ruledBodies.length > 0
      ? ruledBodies
      : how === 'entry'
        ? [root]
        : findBody(root, headline, facts.statedBody)
  for (const element of elements) {
    dropLeads(element, drop)
    dropLinkBoxes(element, drop)
  }
  const credits = takeCredits(elements, drop)
  for (const element of elements) trimEdges(element, facts, drop)

  const corrections = takeCorrections(elements, drop)

  const text = elements.map(lineOf).join(' ').trim()
  return {
    bodyHtml: getOuterHTML([...unwrapContainers(elements)]),
    text,
    notices,
    credits,
    corrections,
    figures: figuresOf(figures, elements, order),
    method: ruledBodies.length > 0 ? 'rules' : 'page',
    dropped,
  }
}

function bodyOf(document: Document): Element {
  const html = document.children.filter(isTag).find(({ name }) => name === 'html')
  const body = html?.children.filter(isTag).find(({ name }) => name === 'body' || name === 'frameset')
  if (body === undefined) throw new AppError('article-unreadable', 'the page has no body')
  return body
}

function noticeLines(element: Element): string {
  const paragraphs = elementsOf(element).filter(({ name }) => name === 'p')
  return (paragraphs.length > 0 ? paragraphs : [element])
    .map(lineOf)
    .filter(line => line !== '')
    .join('\n')
}
