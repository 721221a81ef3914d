import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'
import { createNodeCompressor } from '../../src/adapters/node/compressor.ts'
import { readLines } from '../../src/cli/read-lines.ts'
import type { ArchivedArticle } from '../../src/core/article/article.ts'
import { extractArticle } from '../../src/core/article/extract/extract-article.ts'
import { sanitizeHtml } from '../../src/core/article/sanitize.ts'
import { sanitizeArticle } from '../../src/core/article/sanitize-article.ts'
import { writeArticlePages } from '../../src/core/page/article-page.ts'
import { type Coding, padBody, pageLengths } from '../../src/core/page/padding.ts'
import { decodeText } from '../../src/core/source/decode.ts'
import { asArchived, sampleArticle, sampleNowMs } from '../support/sample-article.ts'

// What a connection carries besides the body, both ways: handshake, heads, records. See test/line.test.ts.
const bytesBesideBody = 6_700
const articlesPerFile = 500

/**
 * How much the length of an article's page still tells, and what hiding it costs: one line for each coding. `ours` and
 * `theirs` are bits of entropy of the length as sent, padded and not; the fewer, the less an observer learns.
 * @param folder captures to extract, as `*.ndjson.gz` in the form of `extract --batch`; without it articles are made up.
 */
export async function benchPadding(folder: string | undefined): Promise<void> {
  const pages: string[] = []
  let articles = 0
  for await (const article of folder === undefined ? madeUp() : readFolder(folder)) {
    pages.push(...writeArticlePages(article, 'Example Newsroom'))
    articles++
  }
  for (const coding of ['br', 'gzip', 'identity'] as const) {
    const figure = await measure(pages, coding)
    process.stdout.write(`${JSON.stringify({ bench: 'padding', coding, articles, ...figure })}\n`)
  }
}

async function measure(pages: readonly string[], coding: Coding) {
  const lengths: number[] = []
  const padded: number[] = []
  const compressor = createNodeCompressor()
  for (const page of pages) {
    const body = new TextEncoder().encode(page)
    const coded = coding === 'identity' ? body : await compressor.compress(body, coding, 'ahead')
    lengths.push(coded.length)
    padded.push(padBody(coded, coding, 'page').length)
  }
  const [before, after] = [entropy(lengths), entropy(padded)]
  const cost = (beside: number) => sum(padded) + beside * pages.length
  return {
    ours: round(after),
    peer: 'no padding',
    theirs: round(before),
    ratio: round(before / after),
    unit: 'bits',
    pages: pages.length,
    classes: occupancy(padded, pageLengths[coding]),
    longest: Math.max(...lengths),
    costOfBody: round(sum(padded) / sum(lengths) - 1),
    costOnTheWire: round(cost(bytesBesideBody) / (sum(lengths) + bytesBesideBody * pages.length) - 1),
  }
}

/** The share of the pages in each class; under `other` those that fit none. */
function occupancy(padded: readonly number[], classes: readonly number[]) {
  const share = (isOf: (length: number) => boolean) => round(padded.filter(isOf).length / padded.length)
  const shares = classes.map(each => [each, share(length => length === each)])
  return { ...Object.fromEntries(shares), other: share(length => !classes.includes(length)) }
}

/** Shannon's, in bits. */
function entropy(lengths: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const length of lengths) counts.set(length, (counts.get(length) ?? 0) + 1)
  return sum([...counts.values()].map(count => (count / lengths.length) * Math.log2(lengths.length / count)))
}

async function* readFolder(folder: string): AsyncGenerator<ArchivedArticle> {
  const files = (await readdir(folder)).filter(name => name.endsWith('.ndjson.gz'))
  for (const file of files.toSorted()) {
    let count = 0
    const input = createReadStream(join(folder, file)).pipe(createGunzip())
    for await (const line of readLines(input, 50_000_000)) {
      if (++count > articlesPerFile) break
      if (line === null) continue
      const article = readCapture(line)
      if (article !== null) yield article
    }
  }
}

/** Null for a capture in which there is no article. */
function readCapture(line: string): ArchivedArticle | null {
  const { url, html, base64, contentType } = JSON.parse(line)
  const text: string =
    html ?? decodeText(Buffer.from(base64, 'base64'), { contentType: contentType ?? null, kind: 'html' }).text
  try {
    const extraction = extractArticle({ html: text, url })
    const source = { id: 'example', name: 'Example Newsroom', language: 'en', topics: [] }
    return asArchived(
      sanitizeArticle({ extraction, entry: null, source, capture: { url, capturedAtMs: sampleNowMs } }),
    )
  } catch (error) {
    process.stderr.write(`${url}: ${error instanceof Error ? error.message : 'unreadable'}\n`)
    return null
  }
}

/** Articles of 50 to 2,500 words, most of them short as those of newsrooms are, out of a vocabulary like a language's. */
function* madeUp(): Generator<ArchivedArticle> {
  let state = 1
  const next = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  // A third of the words that are written are a hundred of the commonest.
  const word = () => wordOf(next(3) === 0 ? next(100) : next(20_000))
  for (let n = 1; n <= 400; n++) {
    const paragraphs = Array.from({ length: 2 + next(10) + next(3) * next(20) }, () => 20 + next(60))
    const html = paragraphs.map(words => `<p>${Array.from({ length: words }, word).join(' ')}.</p>`).join('')
    yield asArchived(sampleArticle(n, { html: sanitizeHtml(html) }))
  }
}

function wordOf(n: number): string {
  const syllables = ['ка', 'ре', 'но', 'ми', 'ту', 'ша', 'во', 'ли', 'зе', 'пы']
  return [...String(n + 10)].map(digit => syllables[Number(digit)]).join('')
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function round(value: number): number {
  return Number(value.toPrecision(3))
}
