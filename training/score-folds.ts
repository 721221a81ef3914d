/**
 * Measures the whole of extraction, from the page to the article's text, on sites that the trees have not seen.
 *   node training/score-folds.ts FOLDER OUT
 * FOLDER is as for `train.ts`, OUT what its `--folds OUT` wrote. Each fold has a process of its own, with its own weights.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { foldOf, folds, siteOf } from './folds.ts'
import { readPages, readTruths } from './read-pages.ts'
import { type Match, matchText, summarize } from './score.ts'

interface Scored {
  readonly corpus: string
  readonly match: Match
}

const [folder, out, ownFold] = process.argv.slice(2)
if (folder === undefined || out === undefined) {
  console.error('usage: node training/score-folds.ts FOLDER OUT')
  process.exit(2)
}
if (ownFold === undefined) report(Array.from({ length: folds }, (_, fold) => run(fold)).flat())
else process.stdout.write(JSON.stringify(await scoreFold(folder, out, Number(ownFold))))

function run(fold: number): readonly Scored[] {
  const own = [fileURLToPath(import.meta.url), ...process.argv.slice(2, 4), String(fold)]
  return JSON.parse(execFileSync(process.execPath, own, { encoding: 'utf8', maxBuffer: 2 ** 28 }))
}

async function scoreFold(pages: string, weights: string, fold: number): Promise<readonly Scored[]> {
  const source = readFileSync(join(weights, `weights-${fold}.js`), 'utf8')
  registerHooks({
    load: (url, context, next) =>
      url.endsWith('/extract/weights.ts')
        ? { format: 'module', shortCircuit: true, source }
        : next(url, context),
  })
  // Only now, so that it finds these weights.
  const { makeArticle } = await import('../src/core/article/make-article.ts')
  const truths = readTruths(pages)
  const scored: Scored[] = []
  for (const { corpus, id, url, html } of readPages(pages)) {
    const truth = truths(corpus)[id]
    if (truth === undefined || foldOf({ site: siteOf(url, id) }) !== fold) continue
    let text = ''
    try {
      text = makeArticle({
        kind: 'page',
        body: html,
        contentType: 'text/html',
        // An article needs an address, and some pages come without.
        url: url || 'https://page.example/',
        rules: {},
        entry: null,
        source: { id: 'corpus', name: 'Corpus', language: 'en', topics: [] },
        capturedAtMs: 0,
      }).article.text
    } catch (error) {
      console.error(`${id}: ${error instanceof Error ? error.message : error}`)
    }
    scored.push({ corpus, match: matchText(truth, text) })
  }
  return scored
}

function report(scored: readonly Scored[]): void {
  const figures = [...Map.groupBy(scored, ({ corpus }) => corpus)].map(([corpus, own]) => ({
    corpus,
    ...summarize(own.map(({ match }) => match)),
  }))
  for (const { corpus, pages, f1, precision, recall } of figures)
    console.log(
      `${corpus.padEnd(14)} ${pages} pages  F1 ${f1.toFixed(4)}  precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}`,
    )
  console.log(`mean F1 ${(figures.reduce((sum, { f1 }) => sum + f1, 0) / figures.length).toFixed(4)}`)
}
