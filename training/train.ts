/**
 * Trains the trees that judge passages, and checks them on sites that they have not seen.
 *   node training/train.ts FOLDER [--check]
 * FOLDER holds NAME.ndjson.gz (`{id, url, html}`) and NAME.truth.json.gz (`{id: text}`). Without `--check` the trees are
 * then trained on all pages and written to src/core/article/extract/weights.ts. Needs nothing but Node.
 */
import { writeFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import { type BoostedTrees, readTrees } from '../src/core/article/extract/boosted-trees.ts'
import { choosePassages, judgeRows } from '../src/core/article/extract/judge-passages.ts'
import { featureNames } from '../src/core/article/extract/passage-features.ts'
import { encodeBase64Url } from '../src/core/base64url.ts'
import { type BoostOptions, binOf, boost, findEdges } from './boost.ts'
import { type CorpusPage, readCorpora } from './corpus.ts'
import { encodeTrees } from './encode-trees.ts'
import { type Match, matchText, summarize } from './score.ts'

const folds = 5
const options: BoostOptions = {
  trees: 240,
  leaves: 16,
  rate: 0.06,
  minWeight: 2,
  ridge: 3,
  columnShare: 0.3,
  rowShare: 0.4,
  seed: 7,
}

const [folder, flag] = process.argv.slice(2)
if (folder === undefined) {
  console.error('usage: node training/train.ts FOLDER [--check]')
  process.exit(2)
}
const pages = [...readCorpora(folder)]
console.log(
  `${pages.length} pages, ${pages.reduce((sum, { passages }) => sum + passages.length, 0)} passages`,
)
const columns = featureNames.length
const edges = featureNames.map((_, column) => findEdges(columnOf(pages, column)))

report('rules alone', page => page.hints.standings.map(standing => standing === 2))
report('best possible', page => page.labels.map(({ kept }) => kept))
const judged = new Map<CorpusPage, BoostedTrees>()
for (let fold = 0; fold < folds; fold++) {
  const trees = readTrees(train(pages.filter(page => foldOf(page) !== fold)))
  for (const page of pages) if (foldOf(page) === fold) judged.set(page, trees)
}
report('sites unseen', page => {
  const trees = judged.get(page)
  return trees === undefined
    ? []
    : choosePassages(page.passages, page.hints, judgeRows(page.passages, page.rows, trees))
})

if (flag !== '--check') {
  const bytes = train(pages)
  const text = encodeBase64Url(bytes)
  const file = new URL('../src/core/article/extract/weights.ts', import.meta.url)
  writeFileSync(
    file,
    `/** Trees that judge passages, learned by \`training/train.ts\` and never edited by hand. */\nexport const weights =\n  '${text}'\n`,
  )
  console.log(`weights: ${bytes.length} bytes, ${brotliCompressSync(text).length} compressed`)
}

/** By site: FNV-1a, mixed once more, so that the folds are the same in every run. */
function foldOf({ site }: CorpusPage): number {
  let hash = 2_166_136_261
  for (let i = 0; i < site.length; i++) hash = Math.imul(hash ^ site.charCodeAt(i), 16_777_619)
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return ((hash ^ (hash >>> 13)) >>> 0) % folds
}

function columnOf(from: readonly CorpusPage[], column: number): Float32Array {
  const values = new Float32Array(from.reduce((sum, { passages }) => sum + passages.length, 0))
  let at = 0
  for (const { rows } of from) for (let i = column; i < rows.length; i += columns) values[at++] = rows[i] ?? 0
  return values
}

function train(from: readonly CorpusPage[]): Uint8Array<ArrayBuffer> {
  // A page counts as one, however long it is; a passage by its share of the body.
  const weights = from.flatMap(({ labels }) => {
    const body = Math.max(
      60,
      labels.reduce((sum, { kept, weight }) => sum + (kept ? weight : 0), 0),
    )
    return labels.map(({ weight }) => 20 * (weight / body) ** 0.7)
  })
  const used = weights.flatMap((weight, index) => (weight > 0 ? [index] : []))
  const kept = from.flatMap(({ labels }) => labels.map(label => Number(label.kept)))
  const rows = used.length
  const bins = new Uint8Array(rows * columns)
  for (let column = 0; column < columns; column++) {
    const values = columnOf(from, column)
    const own = edges[column] ?? new Float32Array()
    for (const [row, index] of used.entries()) bins[column * rows + row] = binOf(values[index] ?? 0, own)
  }
  const { trees, base } = boost(
    {
      rows,
      columns,
      bins,
      kept: Uint8Array.from(used, index => kept[index] ?? 0),
      weight: Float32Array.from(used, index => weights[index] ?? 0),
    },
    options,
  )
  return encodeTrees(trees, base, edges)
}

function report(name: string, choose: (page: CorpusPage) => readonly boolean[]): void {
  const matches = new Map<string, Match[]>()
  for (const page of pages) {
    const chosen = choose(page)
    const text = page.passages
      .filter((_, index) => chosen[index] === true && page.isTitle[index] !== true)
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
