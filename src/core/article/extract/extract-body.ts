import { type ChildNode, type Document, type Element, isTag } from 'domhandler'
import { AppError } from '../../errors.ts'
import { lineOf } from '../../html/text.ts'
import { elementsOf, isWithinAny } from '../../html/tree.ts'
import type { SiteRules } from '../../source/source.ts'
import type { Dropped, ExtractionMethod, Figure, TracedPassage } from '../article.ts'
import { assembleBody } from './assemble-body.ts'
import { readAuthorBox } from './author-box.ts'
import { type LinesBeside, noLines, readBeside } from './beside-body.ts'
import { choosePassages } from './choose-passages.ts'
import { takeCorrections, takeCredits } from './credits.ts'
import { trimEdges } from './edges.ts'
import type { Facts } from './facts.ts'
import { figuresOf, type TakenFigure, takeFigures } from './figures.ts'
import { dropHidden, dropMachinery } from './hidden.ts'
import { dropLeads, dropLinkBoxes } from './inset.ts'
import { judgePassages } from './judge-passages.ts'
import { leaveOut } from './leave-out.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { takeNotices } from './notices.ts'
import { type Outline, outlineOf } from './outline.ts'
import { formParagraphs } from './paragraphs.ts'
import { readPassages } from './passages.ts'
import { dropAllBut, dropByRule, selectAllByRule, selectByRule } from './site-rules.ts'
import { type Survey, surveyPage } from './survey-page.ts'
import { readTopicLinks } from './topic-links.ts'
import { unwrapContainers } from './unwrap-containers.ts'

/** The body of a page, with what stood in and around it. */
export interface FoundBody {
  /** As upstream wrote it. */
  readonly body: readonly ChildNode[]
  readonly text: string
  readonly notices: readonly string[]
  readonly credits: readonly string[]
  readonly corrections: readonly string[]
  /** Who wrote it and what it is about, as stands behind the body. */
  readonly author: readonly string[] | null
  readonly topics: readonly string[]
  readonly figures: readonly Figure[]
  readonly method: ExtractionMethod
  readonly dropped: readonly Dropped[]
  /** What became of each passage; empty where nobody asked. */
  readonly traced: readonly TracedPassage[]
}

/**
 * Finds the body of a page. The document is used up.
 * @param options.how `entry` takes all: a feed holds no page.
 * @param options.isTraced whether every passage is followed.
 */
export function extractBody(
  document: Document,
  facts: Pick<Facts, 'title' | 'byline' | 'tags' | 'summary' | 'statedBody'>,
  rules: SiteRules,
  { how, isTraced = false }: { readonly how: 'page' | 'entry'; readonly isTraced?: boolean },
): FoundBody {
  const ledger = createLedger(isTraced)
  const { outline, notices, kept, ruledBodies, figures } = preparePage(document, rules, ledger)
  const { elements: all, drop } = outline
  const isWhole = how === 'entry' || ruledBodies.length > 0
  const found = isWhole ? null : judgePage(outline, facts, { kept, ledger })
  const elements = found?.elements ?? (ruledBodies.length > 0 ? ruledBodies : all.slice(0, 1))
  if (found === null)
    for (const element of elements) {
      dropLeads(element, drop)
      dropLinkBoxes(element, drop)
    }
  const bodies = elements.map(element => outlineOf(element, drop))
  const beside = found?.beside ?? noLines
  const credits = merge(takeCredits(bodies), beside.credits)
  for (const body of bodies) trimEdges(body, facts)
  const corrections = merge(takeCorrections(bodies), beside.corrections)
  const traced = ledger.fates(elements)
  const text = elements.map(lineOf).join(' ').trim()
  return {
    body: unwrapContainers(elements),
    text,
    notices,
    credits,
    corrections,
    author: beside.author,
    topics: beside.topics,
    figures: figuresOf(figures, found?.places ?? elements, outline),
    method: ruledBodies.length > 0 ? 'rules' : 'page',
    dropped: ledger.dropped(),
    traced,
  }
}

/** A page without its machinery, its figures and what a reader does not see, its text in paragraphs, its notices apart. */
export function preparePage(
  document: Document,
  rules: SiteRules,
  ledger: Ledger,
): {
  readonly outline: Outline
  readonly notices: readonly string[]
  /** What the operator's rules keep. */
  readonly kept: readonly Element[]
  readonly ruledBodies: readonly Element[]
  readonly figures: readonly TakenFigure[]
} {
  const kept = selectAllByRule(document, rules.keep)
  const drop = dropAllBut(kept, ledger.drop)
  const root = bodyOf(document)
  dropMachinery(root, drop)
  const ruledNotices = selectAllByRule(document, rules.notices).map(element => {
    const lines = noticeLines(element)
    drop.take(element, 'notice', 'named by the site rule')
    return lines
  })
  drop.sweep()
  const ruledBodies = selectByRule(document, rules.body)
  dropByRule(document, rules.remove, drop)
  formParagraphs(root)
  // Apart from the outline of the steps, whose lines are read once some of it was taken out.
  if (ledger.isTraced) ledger.follow(readPassages(outlineOf(root, drop)).passages)
  const outline = outlineOf(root, drop)
  const notices = [...ruledNotices, ...takeNotices(outline)]
  dropHidden(outline)
  return { outline, notices, kept, ruledBodies, figures: takeFigures(outline) }
}

/** Lets the trees choose the body among the passages of a page. */
function judgePage(
  outline: Outline,
  facts: Pick<Facts, 'title' | 'byline' | 'tags' | 'summary' | 'statedBody'>,
  { kept, ledger }: { readonly kept: readonly Element[]; readonly ledger: Ledger },
): {
  readonly elements: readonly Element[]
  readonly places: readonly Element[]
  readonly beside: LinesBeside
} {
  const survey = surveyPage(outline, facts)
  const { passages, hints, isTitle, bodies } = survey
  const all = new Set(kept)
  const likely = judgePassages(survey)
  const body = choosePassages(passages, { isTitle, standings: hints.standings }, likely)
  const leftOut = leaveOut(survey, body, facts.byline)
  const chosen = body.map(
    (isChosen, index) => (isChosen && !leftOut.has(index)) || isKept(passages[index]?.element, all),
  )
  if (ledger.isTraced) writeDown(ledger, survey, { likely, chosen, leftOut })
  const last = chosen.lastIndexOf(true)
  const beside = {
    ...readBeside(survey, chosen, ledger),
    author: facts.byline === null ? readAuthorBox(outline, passages, last) : null,
    topics: facts.tags.length === 0 ? readTopicLinks(outline, passages, last) : [],
  }
  return {
    elements: [assembleBody(outline, passages, chosen)],
    places: bodies.flatMap(at => outline.elements[at] ?? []),
    beside,
  }
}

/** Lines and those of others that none of them is. */
function merge(lines: readonly string[], more: readonly string[]): readonly string[] {
  return more.length === 0 ? lines : [...new Set([...lines, ...more])]
}

/** Writes down what the trees left out, and what they took back of what the rules had cut out. */
function writeDown(
  ledger: Ledger,
  { passages, hints: { standings } }: Survey,
  {
    likely,
    chosen,
    leftOut,
  }: {
    readonly likely: Float32Array
    readonly chosen: readonly boolean[]
    readonly leftOut: ReadonlyMap<number, string>
  },
): void {
  const isCutOff = (index: number): boolean => standings[index] === 0
  ledger.readmit(
    passages.flatMap(({ element }, index) =>
      isCutOff(index) ? [{ element, isBack: chosen[index] === true }] : [],
    ),
  )
  for (const [index, { element }] of passages.entries())
    if (!isCutOff(index) && !chosen[index])
      ledger.note(element, { step: 'judge', reason: leftOut.get(index) ?? whyNot(likely[index] ?? 0) })
}

/** What is like the body and yet not chosen is the title, or says once more what stands elsewhere. */
function whyNot(likelihood: number): string {
  if (likelihood >= 0.5) return 'the title, or the same once more'
  return `unlike the body: ${Math.round(likelihood * 100)} %`
}

function isKept(element: Element | undefined, kept: ReadonlySet<Element>): boolean {
  return kept.size > 0 && element !== undefined && isWithinAny(element, kept)
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
