import { preparePage } from '../src/core/article/extract/extract-body.ts'
import { readFacts } from '../src/core/article/extract/facts.ts'
import { createLedger } from '../src/core/article/extract/ledger.ts'
import { type MeasuredRows, measurePassages } from '../src/core/article/extract/passage-features.ts'
import type { Passage } from '../src/core/article/extract/passages.ts'
import { type Survey, surveyPage } from '../src/core/article/extract/survey-page.ts'
import { parseDocument } from '../src/core/html/parse.ts'
import { siteOf } from './folds.ts'
import { type Label, labelPassages } from './label.ts'
import { readPages, readTruths } from './read-pages.ts'
import type { Truth } from './score.ts'

/** A page of a corpus, as the trees see it. */
export interface CorpusPage {
  readonly corpus: string
  readonly id: string
  /** Registrable domain, near enough: pages of one site are never parted between training and checking. */
  readonly site: string
  readonly truth: Truth
  readonly survey: Survey
  readonly passages: readonly Passage[]
  readonly measured: MeasuredRows
  readonly labels: readonly Label[]
}

/** Reads every `NAME.ndjson.gz` with its `NAME.truth.json.gz` in a folder. */
export function* readCorpora(folder: string): Generator<CorpusPage> {
  const truths = readTruths(folder)
  for (const { corpus, id, url, html } of readPages(folder)) {
    const truth = truths(corpus)[id]
    if (truth !== undefined) yield readPage(corpus, id, url, html, truth)
  }
}

function readPage(corpus: string, id: string, url: string, html: string, truth: Truth): CorpusPage {
  const document = parseDocument(html)
  const facts = readFacts(document, url)
  const { outline } = preparePage(document, {}, createLedger())
  const survey = surveyPage(outline, facts)
  const { passages, places, hints, isTitle } = survey
  const measured = measurePassages(passages, places, hints)
  const labels = labelPassages(
    passages.map(({ line }) => line),
    truth,
  ).map((label, index) => (isTitle[index] ? { ...label, weight: 0 } : label))
  return {
    corpus,
    id,
    site: siteOf(url, id),
    truth,
    survey,
    passages,
    measured,
    labels,
  }
}
