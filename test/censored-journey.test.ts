import { createHash, X509Certificate } from 'node:crypto'
import { chromium } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { changeMirror, enlistMirror, rotateMirrors } from '../src/operations/change-mirror.ts'
import { findAddress, inviteReader } from '../src/operations/invite-reader.ts'
import { type CensoredNetwork, openCensoredNetwork } from './support/censored-network.ts'
import { openssl } from './support/certificate-chain.ts'
import { missing } from './support/needs.ts'
import { type Newsroom, startNewsroom } from './support/newsroom.ts'
import { startServer, type TestServer } from './support/runtime.ts'

// Front page → article → feed → rotation → `where` → new host, with a censor on the only line to all of them.

const browserPath = '/usr/bin/chromium'
const chromiumNeed = missing(browserPath, 'chromium')
const hosts = {
  first: 'first.news.example',
  next: 'next.news.example',
  elsewhere: 'elsewhere.example',
  closed: 'closed.example',
  fresh: 'fresh.example',
} as const
let newsroom: Newsroom
let server: TestServer
let network: CensoredNetwork
let article: string

beforeAll(async () => {
  if (openssl.skip) return
  newsroom = await startNewsroom({ firstMs: Date.now() - 3_600_000 })
  for (let n = 0; n < 12; n++) newsroom.publish()
  const politeness = { delaySeconds: 0 }
  server = await startServer({
    title: 'Valley News on a mirror',
    sources: [{ id: 'valley', name: 'Valley News', feeds: [newsroom.feedUrl], language: 'en', politeness }],
    channels: [{ id: 'public' }, { id: 'friends', kind: 'invite' }],
    mirrors: [
      { host: hosts.first, state: 'live' },
      { host: hosts.elsewhere, state: 'live' },
      { host: hosts.next },
    ],
    limits: { allowPrivate: [newsroom.server.host] },
  })
  const { runtime } = server
  await runtime.pull({ signal: AbortSignal.timeout(30_000) })
  for (const host of [hosts.closed, hosts.fresh])
    await enlistMirror(
      { host, channelId: 'friends', state: 'standby', provider: null },
      runtime.channels,
      runtime,
    )
  const [newest] = await runtime.archive.newest('all', 1)
  article = `/a/${newest?.id}.html`
  network = await openCensoredNetwork(Object.values(hosts), server.serving.port)
}, 120_000)

afterEach(() => network?.censor.relent())

afterAll(async () => {
  await network?.close()
  await server?.stop()
  await newsroom?.server.close()
})

describe.skipIf(openssl.skip)(`through a censor${openssl.note}`, () => {
  test.each([
    { path: '/', holds: 'Article number 10' },
    { path: '/feeds/all.rss', holds: 'tag:valley.example,2026:10' },
  ])('that does nothing, a reader gets $path', async ({ path, holds }) => {
    expect(await network.read(hosts.first, path)).toMatchObject({
      status: 200,
      body: expect.stringContaining(holds),
    })
  })

  test('that resets by name, that host is gone and another goes on', async () => {
    await network.censor.apply({ does: 'reset', host: hosts.first })

    expect(await network.read(hosts.first, article)).toEqual({
      status: 'failed',
      says: 'the connection was reset',
    })
    expect(await network.read(hosts.elsewhere, article)).toMatchObject({ status: 200 })
  })

  test('that resets a whole suffix, all hosts under one parent are gone at once', async () => {
    await network.censor.apply({ does: 'reset', host: '.news.example' })

    for (const host of [hosts.first, hosts.next])
      expect(await network.read(host, '/')).toMatchObject({ says: 'the connection was reset' })
    expect(await network.read(hosts.elsewhere, '/')).toMatchObject({ status: 200 })
  })

  test('that lies in DNS, the reader is led to where nobody is', async () => {
    await network.censor.apply({ does: 'lie', host: hosts.first })

    expect(await network.read(hosts.first, '/')).toMatchObject({ says: 'nobody lets it connect' })
  })

  test('that blocks an address, hosts at other addresses go on', async () => {
    await network.censor.apply({ does: 'block-address', address: '127.0.0.11' })

    expect(await network.read(hosts.first, '/')).toMatchObject({ says: 'nobody lets it connect' })
    expect(await network.read(hosts.elsewhere, '/')).toMatchObject({ status: 200 })
  })

  test('that shows a forged certificate, the reader gets nothing of it', async () => {
    await network.forge(hosts.first)

    expect(await network.read(hosts.first, '/')).toEqual({
      status: 'failed',
      says: 'the certificate is not to be trusted',
    })
  })

  test('that freezes connections, every page comes over a connection of its own, and not all over one', async () => {
    await network.censor.apply({ does: 'freeze', host: hosts.first })

    expect(await network.read(hosts.first, '/')).toMatchObject({ status: 200 })
    expect(await network.read(hosts.first, article)).toMatchObject({ status: 200 })
    expect(await network.read(hosts.first, ...Array(8).fill(article))).toEqual({
      status: 'failed',
      says: 'waits, and nothing comes',
    })
  })

  test('of two who shared a host, one finds a new one at once after a block, with the same articles', async () => {
    const { runtime } = server
    const invite = () => inviteReader({ channelId: 'friends' }, runtime.channels, runtime)
    const invites = [await invite(), await invite()]
    const before = await findAddress(invites[0]?.secret ?? '', runtime)
    if (before.status !== 'found') throw new Error('no host for the invite')
    const { host, prefix } = before
    expect(await network.read(host, `/${prefix}${article}`)).toMatchObject({ status: 200 })

    await network.censor.apply({ does: 'reset', host })
    expect(await network.read(host, `/${prefix}/`)).toMatchObject({ status: 'failed' })
    await changeMirror(host, 'blocked', { region: 'BY' }, runtime)
    const asked = await Promise.all(invites.map(({ secret }) => findAddress(secret, runtime)))
    const now = asked.find(each => each.status === 'found')

    expect(now?.host).not.toBe(host)
    expect(await network.read(now?.host ?? '', `/${now?.prefix}${article}`)).toMatchObject({ status: 200 })
  })

  // Changes the pool: stays last.
  test.skipIf(chromiumNeed.skip)(
    `Chromium reads on at the host that it was told of while the old one still stood${chromiumNeed.note}`,
    async () => {
      const { runtime } = server
      await rotateMirrors({ channelId: 'public', fromHost: hosts.first }, runtime.channels, runtime)
      const browser = await chromium.launch({
        executablePath: browserPath,
        args: [
          ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
          ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
          `--host-resolver-rules=${Object.values(hosts)
            .map((host, index) => `MAP ${host} 127.0.0.${11 + index}:${network.censor.port}`)
            .join(',')}`,
          // Trusts our own keys and no forger's.
          `--ignore-certificate-errors-spki-list=${[...network.chains.values()].map(keyHash).join(',')}`,
        ],
      })
      try {
        const tab = await browser.newPage()
        await tab.goto(`https://${hosts.first}/`)
        await tab.click('text=Article number 10')
        expect(await tab.innerText('article')).toContain('Part 8 of article 10')
        await tab.goto(`https://${hosts.first}/mirrors.html`)
        expect(await tab.innerText('body')).toContain(hosts.next)

        await network.forge(hosts.first)
        // Another day: no connection is left open.
        const later = await browser.newContext()
        const blocked = await later.newPage()
        const browserSays = await blocked
          .goto(`https://${hosts.first}/`)
          .catch((error: Error) => error.message)
        expect(browserSays).toMatch(/ERR_CERT/)

        const open = await later.newPage()
        await open.goto(`https://${hosts.next}${article}`)
        expect(await open.innerText('article')).toContain('Part 8 of article 12')
      } finally {
        await browser.close()
      }
    },
    90_000,
  )
})

function keyHash({ cert }: { readonly cert: string }): string {
  const key = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(key).digest('base64')
}
