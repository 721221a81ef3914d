import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startNewsrooms, titleOf } from '../support/newsrooms.ts'

const articlesEach = 20
// V8 collects late where it has room; with little room the peak shows what is needed and not what the machine has.
const heapMegabytes = 128
const sourceCounts = { few: 50, many: 200 } as const

interface Pulled {
  readonly sources: number
  readonly articles: number
  readonly seconds: number
  readonly articlesPerSecond: number
  readonly peakMegabytes: number
}

/**
 * A first pull of many sources with 20 new articles each, every page as large as a real one, in a process of its own.
 * The heap may take 128 MB. Its peer is itself with a quarter of the sources: memory is to stay the same, and the pace too.
 */
export async function benchPull(): Promise<void> {
  const few = await pullOnce(sourceCounts.few)
  const many = await pullOnce(sourceCounts.many)
  const figure = {
    bench: 'pull',
    ours: many.peakMegabytes,
    peer: `the same with ${few.sources} sources`,
    theirs: few.peakMegabytes,
    ratio: Number((few.peakMegabytes / many.peakMegabytes).toPrecision(3)),
    unit: 'MB',
    runs: [few, many],
  }
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}

async function pullOnce(sources: number): Promise<Pulled> {
  const folder = await mkdtemp(join(tmpdir(), 'tamizdat-bench-'))
  const seed = await readFile(new URL('../fixtures/seed/rferl-belarus.html', import.meta.url), 'utf8')
  const newsrooms = await startNewsrooms({
    count: sources,
    firstMs: Date.UTC(2026, 0, 1),
    listed: articlesEach,
    page: (newsroom, article) => varied(seed, newsroom, article),
  })
  newsrooms.publish(articlesEach)
  try {
    const config = join(folder, 'mirrors.config.ts')
    await writeFile(config, writeConfig(newsrooms.hosts, join(folder, 'archive.db')))
    const child = new URL('pull-once.ts', import.meta.url).pathname
    const { stdout } = await promisify(execFile)(process.execPath, [
      `--max-old-space-size=${heapMegabytes}`,
      child,
      config,
    ])
    const { added, tookMs, peakBytes }: Record<'added' | 'tookMs' | 'peakBytes', number> = JSON.parse(stdout)
    if (added !== sources * articlesEach)
      throw new Error(`${added} articles instead of ${sources * articlesEach}`)
    return {
      sources,
      articles: added,
      seconds: Number((tookMs / 1000).toFixed(1)),
      articlesPerSecond: Number(((added * 1000) / tookMs).toPrecision(3)),
      peakMegabytes: Math.round(peakBytes / 2 ** 20),
    }
  } finally {
    await newsrooms.close()
    await rm(folder, { recursive: true })
  }
}

/** The seed's page as another article: a title, an address and a first paragraph of its own. */
function varied(page: string, newsroom: number, article: number): string {
  const title = titleOf(newsroom, article)
  return page
    .replaceAll('31293164', `${newsroom}${String(article).padStart(4, '0')}`)
    .replaceAll('NATO Secretary-General', `${title}: NATO Secretary-General`)
}

function writeConfig(hosts: readonly string[], file: string): string {
  const sources = hosts.map((host, n) => ({
    id: `n${n}`,
    name: `Newsroom ${n}`,
    feeds: [`http://${host}/rss`],
    language: 'en',
    politeness: { delaySeconds: 0 },
  }))
  return `export default ${JSON.stringify({ title: 'Bench', sources, store: { file }, limits: { allowPrivate: hosts } })}\n`
}
