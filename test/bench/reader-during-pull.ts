import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { startNewsrooms } from '../support/newsrooms.ts'
import { newsPages } from './news-pages.ts'

const articles = 40
const quietMs = 4_000
const host = 'a.example'

interface Latency {
  readonly p50: number
  readonly p99: number
  readonly requests: number
}

/**
 * How long a reader waits for an article's page while nothing else is done, and while many large pages are pulled:
 * with extraction on worker threads, and with it on the thread that serves (the peer).
 */
export async function benchReaderDuringPull(): Promise<void> {
  const pooled = await measure('pool')
  const own = await measure('own-thread')
  const figure = {
    bench: 'reader-during-pull',
    ours: pooled.busy.p99,
    peer: 'extraction on the serving thread',
    theirs: own.busy.p99,
    ratio: Number((own.busy.p99 / pooled.busy.p99).toPrecision(3)),
    unit: 'ms, p99',
    quiet: pooled.quiet,
    busy: pooled.busy,
    peerBusy: own.busy,
    pulled: pooled.pulled,
  }
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}

async function measure(where: 'pool' | 'own-thread') {
  const folder = await mkdtemp(join(tmpdir(), 'tamizdat-bench-'))
  const pages = newsPages()
  const newsrooms = await startNewsrooms({
    count: 4,
    firstMs: Date.UTC(2026, 0, 1),
    listed: articles + 1,
    page: (newsroom, article) =>
      pages[article % pages.length]?.html.replaceAll('c-article__p', `p${newsroom}-${article}`) ?? '',
  })
  newsrooms.publish(1)
  const config = join(folder, 'mirrors.config.ts')
  await writeFile(config, writeConfig(newsrooms.hosts, join(folder, 'archive.db')))
  const program = new URL('./serve-and-pull.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [...process.execArgv, program, config, where], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const say = sayingsOf(child)
    const port = Number(await say())
    const path = await firstArticle(port)
    let isQuiet = true
    setTimeout(() => (isQuiet = false), quietMs)
    const quiet = await read(port, path, () => isQuiet)
    newsrooms.publish(articles)
    let pulled: number | null = null
    void say().then(line => (pulled = Number(line)))
    child.stdin.write('pull\n')
    const busy = await read(port, path, () => pulled === null)
    return { quiet, busy, pulled }
  } finally {
    child.stdin.end()
    await new Promise(resolve => child.on('close', resolve))
    await newsrooms.close()
    await rm(folder, { recursive: true })
  }
}

function sayingsOf(child: ChildProcess): () => Promise<string> {
  if (child.stdout === null) throw new Error('no output')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return async () => String((await lines.next()).value)
}

/** Once the first pull has brought one. */
async function firstArticle(port: number): Promise<string> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const path = /a\/[a-z0-9]{12}\.html/.exec(await get(port, '/'))?.[0]
    if (path !== undefined) return `/${path}`
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('no article was pulled')
}

/** One reader after the other, each a few milliseconds later. */
async function read(port: number, path: string, isGoing: () => boolean): Promise<Latency> {
  const times: number[] = []
  while (isGoing()) {
    const startedMs = performance.now()
    await get(port, path)
    times.push(performance.now() - startedMs)
    await new Promise(resolve => setTimeout(resolve, 4))
  }
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) =>
    Number((sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toPrecision(3))
  return { p50: at(0.5), p99: at(0.99), requests: times.length }
}

function get(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { host } }, response => {
      let body = ''
      response
        .setEncoding('utf8')
        .on('data', chunk => (body += chunk))
        .on('end', () => resolve(body))
    })
      .on('error', reject)
      .end()
  })
}

function writeConfig(hosts: readonly string[], file: string): string {
  const sources = hosts.map((address, index) => ({
    id: `news-${index}`,
    name: `Newsroom ${index}`,
    feeds: [`http://${address}/rss`],
    language: 'en',
    maxNewArticles: 1000,
    politeness: { delaySeconds: 0, concurrency: 4 },
  }))
  const config = {
    title: 'Bench',
    sources,
    mirrors: [{ host, state: 'live' }],
    store: { file },
    limits: { allowPrivate: hosts },
    server: { port: 0, publicScheme: 'http' },
    operator: { port: 0 },
  }
  return `export default ${JSON.stringify(config)}\n`
}
