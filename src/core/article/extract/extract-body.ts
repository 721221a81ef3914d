import { type Document, type Element, isTag } from 'domhandler'
import { getOuterHTML } from 'domutils'
import { AppError } from '../../errors.ts'
import { lineOf } from '../../html/text.ts'
import { elementsOf, isWithin } from '../../html/tree.ts'
import type { SiteRules } from '../../source/source.ts'
import type { Dropped, ExtractionMethod, Figure } from '../article.ts'
import { assembleBody } from './assemble-body.ts'
import { takeCorrections, takeCredits } from './credits.ts'
import { type Drop, dropInto, noteDropped, strikeOut } from './drop.ts'
import { trimEdges } from './edges.ts'
import type { Facts } from './facts.ts'
import { figuresOf, type TakenFigure, takeFigures } from './figures.ts'
import { dropHidden, dropMachinery } from './hidden.ts'
import { dropLeads, dropLinkBoxes } from './inset.ts'
import { choosePassages, judgePassages } from './judge-passages.ts'
import { takeNotices } from './notices.ts'
import { formParagraphs } from './paragraphs.ts'
import { dropAllBut, dropByRule, selectAllByRule, selectByRule } from './site-rules.ts'
import { surveyPage } from './survey-page.ts'
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
 * @param how `entry` takes all: a feed holds no page.
 */
export function extractBody(
  document: Document,
  facts: Pick<Facts, 'title' | 'byline' | 'summary' | 'statedBody'>,
  rules: SiteRules,
  how: 'page' | 'entry',
): FoundBody {
  const dropped: Dropped[] = []
  const { root, drop, notices, kept, ruledBodies, order, figures } = preparePage(document, rules, dropped)
  const isWhole = how === 'entry' || ruledBodies.length > 0
  const found = isWhole ? null : judgePage(root, facts, { kept, drop, dropped })
  const elements = found?.elements ?? (ruledBodies.length > 0 ? ruledBodies : [root])
  if (found === null)
    for (const element of elements) {
      dropLeads(element, drop)
      dropLinkBoxes(element, drop)
    }
  const credits = takeCredits(elements, drop)
  for (const element of elements) trimEdges(element, facts, drop)
  const corrections = takeCorrections(elements, drop)
  return {
    bodyHtml: getOuterHTML([...unwrapContainers(elements)]),
    text: elements.map(lineOf).join(' ').trim(),
    notices,
    credits,
    corrections,
    figures: figuresOf(figures, found?.places ?? elements, order),
    method: ruledBodies.length > 0 ? 'rules' : 'page',
    dropped,
  }
}

/** A page without its machinery, its figures and what a reader does not see, its text in paragraphs, its notices apart. */
export function preparePage(
  document: Document,
  rules: SiteRules,
  dropped: Dropped[],
): {
  readonly root: Element
  readonly drop: Drop
  readonly notices: readonly string[]
  /** What the operator's rules keep. */
  readonly kept: readonly Element[]
  readonly ruledBodies: readonly Element[]
  /** All elements before the figures were taken out. */
  readonly order: readonly Element[]
  readonly figures: readonly TakenFigure[]
} {
  const kept = selectAllByRule(document, rules.keep)
  const drop = dropAllBut(kept, dropInto(dropped))
  const root = bodyOf(document)
  dropMachinery(root, drop)
  const ruledNotices = selectAllByRule(document, rules.notices).map(element => {
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
  return { root, drop, notices, kept, ruledBodies, order, figures: takeFigures(root, order, drop) }
}

/** Lets the trees choose the body among the passages of a page. */
function judgePage(
  root: Element,
  facts: Pick<Facts, 'title' | 'byline' | 'summary' | 'statedBody'>,
  { kept, drop, dropped }: { kept: readonly Element[]; drop: Drop; dropped: Dropped[] },
): { readonly elements: readonly Element[]; readonly places: readonly Element[] } {
  const { passages, hints, bodies } = surveyPage(root, facts, drop)
  const likely = judgePassages(passages, hints)
  const chosen = choosePassages(passages, hints, likely).map(
    (isChosen, index) => isChosen || isKept(passages[index]?.element, kept),
  )
  const isCutOff = (index: number): boolean => hints.standings[index] === 0
  strikeOut(
    dropped,
    passages.filter((_, index) => isCutOff(index) && chosen[index]).map(({ line }) => line),
  )
  for (const [index, { element }] of passages.entries())
    if (!isCutOff(index) && !chosen[index])
      noteDropped(dropped, element, 'judge', `unlike the body: ${Math.round((likely[index] ?? 0) * 100)} %`)
  return { elements: [assembleBody(passages, chosen)], places: bodies }
}

function isKept(element: Element | undefined, kept: readonly Element[]): boolean {
  return element !== undefined && kept.some(each => isWithin(element, each))
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
