/**
 * Trains the trees that judge passages, and checks them on sites that they have not seen.
 *   node training/train.ts FOLDER [--check | --folds OUT]
 * FOLDER holds NAME.ndjson.gz (`{id, url, html}`) and NAME.truth.json.gz (`{id: text}`). Without `--check` the trees are
 * then trained on all pages and written to src/core/article/extract/weights.ts. With `--folds` the trees of each fold are
 * written to OUT/weights-N.js too, so that all of extraction can be measured on sites unseen. Needs nothing but Node.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { readTrees } from '../src/core/article/extract/boosted-trees.ts'
import { choosePassages } from '../src/core/article/extract/choose-passages.ts'
import { judgeFirst } from '../src/core/article/extract/judge-passages.ts'
import { encodeBase64Url } from '../src/core/base64url.ts'
import { type CorpusPage, readCorpora } from './corpus.ts'
import { foldOf, folds } from './folds.ts'
import { type Match, matchText, summarize } from './score.ts'
import { judgeTwice, Stack } from './stack.ts'

const [folder, flag, out] = process.argv.slice(2)
if (folder === undefined || (flag === '--folds' && out === undefined)) {
  console.error('usage: node training/train.ts FOLDER [--check | --folds OUT]')
  process.exit(2)
}
const pages = [...readCorpora(folder)]
console.log(
  `${pages.length} pages, ${pages.reduce((sum, { passages }) => sum + passages.length, 0)} passages`,
)
report('rules alone', ({ survey }) => survey.hints.standings.map(standing => standing === 2))
report('best possible', page => page.labels.map(({ kept }) => kept))

const stack = new Stack(pages)
const once = new Map<CorpusPage, Float32Array>()
const twice = new Map<CorpusPage, Float32Array>()
for (let fold = 0; fold < folds; fold++) {
  const weights = { first: stack.first([fold]), second: stack.second([fold]) }
  const first = readTrees(weights.first)
  const second = readTrees(weights.second)
  for (const page of pages) {
    if (foldOf(page) !== fold) continue
    once.set(page, judgeFirst(page.passages, page.measured, first))
    twice.set(page, judgeTwice(page, first, second))
  }
  if (flag === '--folds' && out !== undefined)
    writeFileSync(join(out, `weights-${fold}.js`), moduleOf(weights))
}
for (const [name, judged] of [
  ['unseen, once', once],
  ['unseen, twice', twice],
] as const)
  report(name, page =>
    choosePassages(
      page.passages,
      { isTitle: page.survey.isTitle, standings: page.survey.hints.standings },
      judged.get(page) ?? new Float32Array(),
    ),
  )

if (flag !== '--check') {
  const text = moduleOf({ first: stack.first([]), second: stack.second([]) })
  writeFileSync(new URL('../src/core/article/extract/weights.ts', import.meta.url), text)
  console.log(`weights: ${text.length} characters, ${brotliCompressSync(text).length} bytes compressed`)
}

function moduleOf({ first, second }: { readonly first: Uint8Array; readonly second: Uint8Array }): string {
  return `/** Trees that judge passages, learned by \`training/train.ts\` and never edited by hand. */
export const firstWeights =
  '${encodeBase64Url(first)}'

/** Those that judge again, knowing what the first thought. */
export const secondWeights =
  '${encodeBase64Url(second)}'
`
}

function report(name: string, choose: (page: CorpusPage) => readonly boolean[]): void {
  const matches = new Map<string, Match[]>()
  for (const page of pages) {
    const chosen = choose(page)
    const text = page.passages
      .filter((_, index) => chosen[index] === true && page.survey.isTitle[index] !== true)
      .map(({ line }) => line)
      .join('\n\n')
    matches.set(page.corpus, [...(matches.get(page.corpus) ?? []), matchText(page.truth, text)])
  }
  const figures = [...matches].map(([corpus, own]) => ({ corpus, ...summarize(own) }))
  const mean = figures.reduce((sum, { f1 }) => sum + f1, 0) / figures.length
  console.log(
    `${name.padEnd(14)} mean ${mean.toFixed(4)}  ${figures.map(({ corpus, f1, precision, recall }) => `${corpus} ${f1.toFixed(4)} (${precision.toFixed(3)} ${recall.toFixed(3)})`).join('  ')}`,
  )
}
