import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ask, type RunningWorker, runWorker } from '../support/running-worker.ts'
import { buildWorker, type WorkerBundle } from '../support/worker-bundle.ts'
import { writeWorker } from '../support/written-worker.ts'
import { newsPages } from './news-pages.ts'

const articles = 48
// Until the compiler has seen what is hot.
const warmUpRounds = 3
const rounds = 5
const requestsARound = 200
const starts = 5
const patienceMs = 300_000
const host = 'a.example'
const mebibyte = 1024 * 1024

/**
 * The Worker as it is sent to the platform, in workerd: its size, its start, and what it takes of the processor for what
 * it is asked. The peer is a Worker that does nothing but the same call of the platform with the same bytes, for storage
 * is played within the same workerd.
 */
export async function benchWorker(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tamizdat-worker-'))
  const upstream = await serveNews()
  try {
    const address = `127.0.0.1:${(upstream.address() as AddressInfo).port}`
    const bundle = await buildWorker(
      await writeWorker(folder, { host, upstream: address }),
      join(folder, 'out'),
    )
    printSizes(bundle)
    const script = await readFile(bundle.file, 'utf8')
    await benchStart(script)
    const storage = join(folder, 'storage')
    const path = await benchRuns(script, { upstream: address, folder: storage })
    await benchFirst(script, { path, folder: storage })
  } finally {
    upstream.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const parts = [
  { name: 'page-parser', pattern: /node_modules\/(?:parse5|entities|dom|css-)|src\/core\/(?:html|xpath)\// },
  { name: 'extraction', pattern: /src\/core\/article\// },
  { name: 'charset-models', pattern: /src\/core\/source\/charset-models/ },
  { name: 'queries', pattern: /node_modules\/kysely/ },
  { name: 'suffix-list', pattern: /node_modules\/tldts/ },
  { name: 'configuration', pattern: /node_modules\/zod|src\/config\// },
  { name: 'pages', pattern: /src\/core\/page\// },
] as const

function printSizes({ bytes, gzipBytes, modules }: WorkerBundle): void {
  const sum = (some: WorkerBundle['modules']) => some.reduce((total, module) => total + module.bytes, 0)
  print('worker-size-compressed', { ours: gzipBytes, peer: '1 MiB', theirs: mebibyte, unit: 'bytes' })
  const whole = { peer: 'the whole bundle', theirs: bytes, unit: 'bytes' }
  print('worker-size-evaluated-at-start', { ours: sum(modules.filter(({ isEager }) => isEager)), ...whole })
  for (const { name, pattern } of parts)
    print(`worker-size-${name}`, { ours: sum(modules.filter(({ path }) => pattern.test(path))), ...whole })
}

/** What a process of workerd takes until it listens, with ours and with a Worker of one line. */
async function benchStart(script: string): Promise<void> {
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let start = 0; start < starts; start++) {
    for (const [text, times] of [
      [script, ours],
      [peerScript, theirs],
    ] as const) {
      const worker = await runWorker(text)
      times.push(worker.cpuMs())
      await worker.close()
    }
  }
  print('worker-start', {
    ours: median(ours),
    peer: 'a Worker of one line',
    theirs: median(theirs),
    unit: 'ms of CPU',
  })
}

/** @returns the path of a page that was asked for. */
async function benchRuns(
  script: string,
  { upstream, folder }: { readonly upstream: string; readonly folder: string },
): Promise<string> {
  const ours = await runWorker(script, { folder })
  const peer = await runWorker(peerScript.replace('UPSTREAM', upstream))
  try {
    await benchPull(ours, peer)
    const front = await ask(ours.port, { host, path: '/', headers: { 'accept-encoding': 'identity' } })
    const path = `/${/href="(a\/[^"]+)"/.exec(front.body.toString())?.[1]}`
    const page = await ask(ours.port, { host, path })
    await fetch(`http://127.0.0.1:${peer.port}/keep`, { method: 'POST', body: Uint8Array.from(page.body) })
    await benchRequests(
      'worker-page-from-cache',
      [ours, { path }],
      [peer, { path: '/cache' }],
      'caches.match',
    )
    // With a query a page is no business of the cache.
    await benchRequests(
      'worker-page-from-r2',
      [ours, { path: `${path}?plain` }],
      [peer, { path: '/r2' }],
      'R2 get',
    )
    const known = { path, headers: { 'if-none-match': page.etag } }
    await benchRequests('worker-304', [ours, known], [peer, { path: '/304' }], 'caches.match')
    await benchRequests('worker-stranger', [ours, { path: '/x' }], [peer, { path: '/' }], 'an empty answer')
    return path
  } finally {
    await ours.close()
    await peer.close()
  }
}

/** What an isolate takes for its first reader, who waits until it is opened over an archive that is there. */
async function benchFirst(
  script: string,
  { path, folder }: { readonly path: string; readonly folder: string },
): Promise<void> {
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let start = 0; start < starts; start++) {
    for (const [text, times] of [
      [script, ours],
      [peerScript, theirs],
    ] as const) {
      const worker = await runWorker(text, { folder })
      const before = worker.cpuMs()
      const { status } = await ask(worker.port, { host, path })
      if (status !== 200) throw new Error(`${path} was answered ${status}`)
      times.push(worker.cpuMs() - before)
      await worker.close()
    }
  }
  print('worker-first-request', {
    ours: median(ours),
    peer: 'an empty answer',
    theirs: median(theirs),
    unit: 'ms of CPU',
  })
}

/** A whole pull by messages: feed, pages, extraction, archive; the peer gets the same pages and writes them down as they are. */
async function benchPull(ours: RunningWorker, peer: RunningWorker): Promise<void> {
  const costs = []
  for (const worker of [ours, peer]) {
    await ask(worker.port, { host, path: '/' })
    const before = worker.cpuMs()
    await worker.tick()
    const lastMs = performance.now() + patienceMs
    while ((await worker.articles()) < articles) {
      if (performance.now() > lastMs)
        throw new Error(`only ${await worker.articles()} of ${articles} articles came`)
      await wait(200)
    }
    costs.push((worker.cpuMs() - before) / articles)
  }
  const [own = 0, theirs = 0] = costs
  print('worker-article', { ours: own, peer: 'fetch and D1 insert', theirs, unit: 'ms of CPU' })
}

type Asked = readonly [RunningWorker, { readonly path: string; readonly headers?: Record<string, string> }]

async function benchRequests(bench: string, own: Asked, other: Asked, peer: string): Promise<void> {
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const [[worker, asked], times] of [
      [own, ours],
      [other, theirs],
    ] as const) {
      const before = worker.cpuMs()
      for (let n = 0; n < requestsARound; n++) await ask(worker.port, { host, ...asked })
      if (round >= 0) times.push((worker.cpuMs() - before) / requestsARound)
    }
  }
  print(bench, {
    ours: median(ours),
    peer,
    theirs: median(theirs),
    unit: 'ms of CPU',
  })
}

const peerScript = `
const kept = bytes => new Response(bytes, { encodeBody: 'manual',
  headers: { 'content-type': 'text/html', 'content-encoding': 'br', 'cache-control': 'public, max-age=600' } })
export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url)
    if (pathname === '/keep') {
      const bytes = await request.arrayBuffer()
      await env.PUBLISHED.put('page', bytes)
      await caches.default.put('http://page.example/', new Response(bytes, { headers: { 'cache-control': 'public, max-age=600' } }))
    }
    if (pathname === '/cache') return kept((await caches.default.match('http://page.example/')).body)
    if (pathname === '/304') {
      await (await caches.default.match('http://page.example/')).body.cancel()
      return new Response(null, { status: 304 })
    }
    if (pathname === '/r2') return kept(await (await env.PUBLISHED.get('page')).arrayBuffer())
    return new Response('')
  },
  async scheduled(_, env) {
    await env.ARCHIVE.exec('create table articles (id integer primary key, html text)')
    for (let n = 0; n < ${articles}; n++) await env.WORK.send(n)
  },
  async queue(batch, env) {
    for (const { body } of batch.messages) {
      const html = await (await fetch('http://UPSTREAM/' + body + '.html')).text()
      await env.ARCHIVE.prepare('insert into articles (html) values (?)').bind(html).run()
    }
  },
}`

/** A newsroom on loopback with pages of 80 to 360 KB. */
async function serveNews(): Promise<Server> {
  const pages = newsPages().slice(1)
  const server = createServer(({ url = '', headers }, response) => {
    const number = /^\/(\d+)\.html$/.exec(url)?.[1]
    const page = pages[Number(number) % pages.length]
    if (url === '/rss')
      response.setHeader('content-type', 'application/rss+xml').end(feedOf(`http://${headers.host}`))
    else if (page === undefined) response.writeHead(404).end()
    else response.setHeader('content-type', 'text/html; charset=utf-8').end(page.html)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return server
}

function feedOf(origin: string): string {
  const items = Array.from(
    { length: articles },
    (_, n) =>
      `<item><title>Article ${n}</title><link>${origin}/${n}.html</link><guid isPermaLink="false">tag:news,2026:${n}</guid></item>`,
  )
  return `<rss version="2.0"><channel><title>News</title><link>${origin}/</link><description>News</description>${items.join('')}</channel></rss>`
}

interface Figure {
  readonly ours: number
  readonly peer: string
  readonly theirs: number
  readonly unit: string
}

function print(bench: string, { ours, peer, theirs, unit }: Figure): void {
  const figure = { bench, ours: round(ours), peer, theirs: round(theirs), ratio: round(theirs / ours), unit }
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}

function round(value: number): number {
  return value > 1000 ? Math.round(value) : Number(value.toPrecision(3))
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
