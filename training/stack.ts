import { type BoostedTrees, readTrees } from '../src/core/article/extract/boosted-trees.ts'
import {
  type FirstLook,
  judgeAgain,
  judgeFirst,
  wideCount,
  widenRows,
} from '../src/core/article/extract/judge-passages.ts'
import { featureNames } from '../src/core/article/extract/passage-features.ts'
import type { BoostOptions } from './boost.ts'
import type { CorpusPage } from './corpus.ts'
import { foldOf, folds } from './folds.ts'
import { learn } from './learn.ts'

const shared = { minWeight: 2, ridge: 3, columnShare: 0.3, rowShare: 0.4, seed: 7 }
const firstOptions: BoostOptions = {
  ...shared,
  trees: 140,
  rate: 0.1,
  exits: [
    { trees: 18, score: -2.5 },
    { trees: 25, score: -3 },
    { trees: 36, score: -3.4 },
    { trees: 55, score: -3.7 },
    { trees: 80, score: -3.9 },
    { trees: 110, score: -3.9 },
  ],
}
const secondOptions: BoostOptions = { ...shared, trees: 100, rate: 0.1, exits: [] }

/**
 * Trees that judge twice. Those of the second judgment learn from first judgments of pages whose sites the first trees
 * had not seen, for so it will be (Wolpert 1992).
 */
export class Stack {
  readonly #pages: readonly CorpusPage[]
  readonly #first = new Map<string, Uint8Array<ArrayBuffer>>()

  constructor(pages: readonly CorpusPage[]) {
    this.#pages = pages
  }

  /** @param excluded folds that must not be learned from. */
  first(excluded: readonly number[]): Uint8Array<ArrayBuffer> {
    const key = excluded.toSorted().join()
    let trees = this.#first.get(key)
    if (trees === undefined) {
      const measured = this.#without(excluded).map(page => ({ page, ...page.measured }))
      trees = learn(measured, featureNames.length, firstOptions)
      this.#first.set(key, trees)
    }
    return trees
  }

  second(excluded: readonly number[]): Uint8Array<ArrayBuffer> {
    const byFold = Array.from({ length: folds }, (_, fold) =>
      excluded.includes(fold) ? null : readTrees(this.first([...excluded, fold])),
    )
    const measured = this.#without(excluded).flatMap(page => {
      const trees = byFold[foldOf(page)]
      return trees === null || trees === undefined
        ? []
        : [{ page, ...widenRows(page.survey, firstLook(page, trees)) }]
    })
    return learn(measured, wideCount, secondOptions)
  }

  #without(excluded: readonly number[]): readonly CorpusPage[] {
    return this.#pages.filter(page => !excluded.includes(foldOf(page)))
  }
}

/** How likely each passage of a page is, judged twice. */
export function judgeTwice(page: CorpusPage, first: BoostedTrees, second: BoostedTrees): Float32Array {
  return judgeAgain(page.survey, firstLook(page, first), second)
}

function firstLook({ survey, measured }: CorpusPage, trees: BoostedTrees): FirstLook {
  return { ...measured, likely: judgeFirst(survey.passages, measured, trees) }
}
