import { Readability } from '@mozilla/readability'
import { Defuddle } from 'defuddle/node'
import { JSDOM } from 'jsdom'
import { parseHTML } from 'linkedom'
import { extractArticle } from '../../src/core/article/extract/extract-article.ts'
import { sanitizeArticle } from '../../src/core/article/sanitize-article.ts'
import { type NewsPage, newsPages, pagesOf } from './news-pages.ts'

const source = { id: 'news', name: 'News', language: 'en', topics: [] }
const rounds = 3
/** Fewer would measure how soon code is compiled. */
const pagesOfRound = 100

const ours = ({ html, url }: NewsPage) =>
  sanitizeArticle({
    extraction: extractArticle({ html, url }),
    entry: null,
    source,
    capture: { url, capturedAtMs: 0 },
  })

const peers = [
  {
    peer: 'Readability 0.6.0 on linkedom 0.18.15',
    extract: ({ html }: NewsPage) => new Readability(parseHTML(html).document as never).parse(),
  },
  {
    peer: 'Readability 0.6.0 on jsdom 31.0.1',
    extract: ({ html, url }: NewsPage) => new Readability(new JSDOM(html, { url }).window.document).parse(),
  },
  {
    peer: 'Defuddle 0.19.4 on linkedom 0.18.15',
    extract: ({ html, url }: NewsPage) => Defuddle(parseHTML(html).document as never, url),
  },
]

/**
 * The same pages from markup to article through each extractor in turn, in pages a second of its own CPU time; ours is
 * the whole way to a sanitized article, a peer's ends at unsanitized markup. The fastest of three rounds counts, each of
 * them right after one of the same extractor that only warms it up: it throws away the garbage of the one before, and
 * with it goes compiled code.
 * @param file pages to measure on instead, newline-delimited `{"html","url"}`.
 */
export async function benchExtract(file: string | undefined): Promise<void> {
  const pages = file === undefined ? newsPages() : pagesOf(file)
  // Peers complain of the pages, thousands of lines of it.
  console.error = () => undefined
  console.warn = () => undefined
  const own: number[] = []
  const theirs: number[][] = peers.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [index, { extract }] of peers.entries()) {
      await run(pages, ours)
      own.push(await run(pages, ours))
      await run(pages, extract)
      theirs[index]?.push(await run(pages, extract))
    }
  }
  const kilobytes = Math.round(pages.reduce((sum, { html }) => sum + html.length, 0) / pages.length / 1024)
  for (const [index, { peer }] of peers.entries()) {
    const [mine, other] = [Math.max(...own), Math.max(...(theirs[index] ?? []))]
    const figure = {
      bench: 'extract',
      ours: round(mine),
      peer,
      theirs: round(other),
      ratio: round(mine / other),
      unit: 'pages/s',
      pages: pages.length,
      meanKilobytes: kilobytes,
    }
    process.stdout.write(`${JSON.stringify(figure)}\n`)
  }
}

async function run(pages: readonly NewsPage[], extract: (page: NewsPage) => unknown): Promise<number> {
  const times = Math.ceil(pagesOfRound / pages.length)
  const started = process.cpuUsage()
  for (let time = 0; time < times; time++) for (const page of pages) await attempt(() => extract(page))
  const { user, system } = process.cpuUsage(started)
  return ((pages.length * times) / (user + system)) * 1_000_000
}

/** Some extractors throw on some pages; the time until then is theirs as well. */
async function attempt(job: () => unknown): Promise<boolean> {
  try {
    await job()
    return true
  } catch {
    return false
  }
}

function round(value: number): number {
  return Number(value.toPrecision(3))
}
