import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, request, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFixedClock } from '../src/adapters/memory/clock.ts'
import { enlistMirror, rotateMirrors } from '../src/operations/change-mirror.ts'
import { missing } from './support/needs.ts'
import { type Newsroom, startNewsroom } from './support/newsroom.ts'
import { startServer, type TestServer } from './support/runtime.ts'

// A reader's program that opened the announced next host by itself would show an observer of the old host the new one.

const run = promisify(execFile)
const old = 'old.localhost'
const next = 'next.localhost'
const browserPath = '/usr/bin/chromium'
const newsboatPath = '/usr/bin/newsboat'
const chromiumNeed = missing(browserPath, 'chromium')
const newsboatNeed = missing(newsboatPath, 'newsboat')
let newsroom: Newsroom
let server: TestServer
let folder: string

beforeAll(async () => {
  const firstMs = Date.now() - 3_600_000
  newsroom = await startNewsroom({ firstMs })
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-contact-'))
  server = await startServer(
    {
      title: 'News on a mirror',
      sources: [
        {
          id: 'news',
          name: 'Valley News',
          feeds: [newsroom.feedUrl],
          language: 'en',
          politeness: { delaySeconds: 0 },
        },
      ],
      mirrors: [{ host: old, state: 'live' }],
      server: { port: 0, publicScheme: 'http' },
      limits: { allowPrivate: [newsroom.server.host] },
    },
    { clock: createFixedClock(Date.now()) },
  )
  for (let n = 0; n < 3; n++) newsroom.publish()
  const { runtime } = server
  await runtime.pull({ signal: AbortSignal.timeout(20_000) })
  await enlistMirror(
    { host: next, channelId: 'public', state: 'standby', provider: null },
    runtime.channels,
    runtime,
  )
  await rotateMirrors({ channelId: 'public' }, runtime.channels, runtime)
}, 60_000)

afterAll(async () => {
  await server?.stop()
  await newsroom?.server.close()
  await rm(folder, { recursive: true, force: true })
})

test.skipIf(chromiumNeed.skip)(
  `Chromium shows the next host and makes no connection to it${chromiumNeed.note}`,
  async () => {
    const trap = await openTrap()
    const { port } = trap.server.address() as AddressInfo
    const browser = await chromium.launch({
      executablePath: browserPath,
      args: [
        ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
        ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
        `--host-resolver-rules=MAP ${next} 127.0.0.1:${port}`,
      ],
    })
    try {
      const tab = await browser.newPage()
      for (const path of [
        '/',
        '/mirrors.html',
        '/subscribe.html',
        '/feeds/all.rss',
        '/feeds/all.atom',
        '/all.html',
      ]) {
        await tab.goto(`http://${old}:${server.serving.port}${path}`, { waitUntil: 'networkidle' })
        // A pointer that rests on a link is what browsers prefetch for.
        for (const link of (await tab.locator('a[href]').all()).slice(0, 8))
          await link.hover({ timeout: 2_000 }).catch(() => undefined)
        if (path === '/' || path === '/mirrors.html') expect(await tab.innerText('body')).toContain(next)
      }
      expect(trap.connections()).toBe(0)

      // The trap works: whoever opens the address by hand falls into it.
      await tab.goto(`http://${next}:${server.serving.port}/`).catch(() => undefined)
      expect(trap.connections()).toBeGreaterThan(0)
    } finally {
      await browser.close()
      trap.server.close()
    }
  },
  120_000,
)

test.skipIf(newsboatNeed.skip)(
  `newsboat is told of the next host and asks for it neither by address nor by name${newsboatNeed.note}`,
  async () => {
    const proxy = await openProxy(server.serving.port)
    const { port } = proxy.server.address() as AddressInfo
    const [urls, cache, config] = ['urls', 'cache.db', 'config'].map(name => join(folder, name)) as [
      string,
      string,
      string,
    ]
    await writeFile(urls, `http://${old}/feeds/all.rss\nhttp://${old}/feeds/all.atom\n`)
    await writeFile(config, `use-proxy yes\nproxy 127.0.0.1:${port}\nproxy-type http\n`)

    for (let n = 0; n < 3; n++)
      await run(newsboatPath, ['-u', urls, '-c', cache, '-C', config, '-x', 'reload'])
    proxy.server.close()

    expect(proxy.bodies.join('')).toContain(next)
    expect([...new Set(proxy.hosts)]).toEqual([old])
  },
  60_000,
)

/** Counts connections, and answers none. */
async function openTrap(): Promise<{ readonly server: TcpServer; connections(): number }> {
  let count = 0
  const trap = createTcpServer(socket => {
    count++
    socket.destroy()
  })
  trap.listen(0, '127.0.0.1')
  await once(trap, 'listening')
  return { server: trap, connections: () => count }
}

/** A proxy that keeps which hosts it was asked for, and passes everything on to the server under test. */
async function openProxy(
  port: number,
): Promise<{ readonly server: Server; readonly hosts: string[]; readonly bodies: string[] }> {
  const hosts: string[] = []
  const bodies: string[] = []
  const proxy = createServer(({ url = '', method }, response) => {
    const { hostname, pathname } = new URL(url)
    hosts.push(hostname)
    request({ host: '127.0.0.1', port, method, path: pathname, headers: { host: hostname } }, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.on('data', chunk => bodies.push(String(chunk)))
      answer.pipe(response)
    }).end()
  })
  proxy.on('connect', ({ url = '' }, socket) => {
    hosts.push(url)
    socket.destroy()
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return { server: proxy, hosts, bodies }
}
