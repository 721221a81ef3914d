import { connect } from 'node:tls'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Listener, listen } from '../src/adapters/node/listen.ts'
import { sanitizeHtml } from '../src/core/article/sanitize.ts'
import { hashHex } from '../src/core/digest.ts'
import { strangersAnswer } from '../src/http/error-response.ts'
import { createReadersApp } from '../src/http/readers-app.ts'
import { makeCertificateChain, openssl } from './support/certificate-chain.ts'
import { type FreezingLine, startFreezingLine } from './support/freezing-line.ts'
import { missing } from './support/needs.ts'
import { openReadingRoom, publicChannel, sampleMirror } from './support/reading-room.ts'
import { sampleArticle, sampleNowMs } from './support/sample-article.ts'
import { type Station, startTlsFront } from './support/tls-front.ts'

// What a connection weighs on the line, and that a network which freezes heavy ones does not stop a reader.

const browserNeeded = missing('/usr/bin/chromium', 'chromium')
const freezesAfter = 16_000
const [once, kept] = ['once.example', 'kept.example']
const article = sampleArticle(1).identity.articleId
const path = {
  front: '/',
  article: `/a/${article}.html`,
  second: `/a/${article}-2.html`,
  feed: '/feeds/all-light.rss',
}
let readers: Listener

/** An article of several pages, of which every full one is as heavy as can be. */
const longHtml = Array.from(
  { length: 60 },
  (_, n) => `<p>${Array.from({ length: 40 }, (_, m) => hashHex(`${n}.${m}`).slice(0, 7)).join(' ')}</p>`,
).join('')

beforeAll(async () => {
  const channel = {
    ...publicChannel,
    id: 'once',
    audience: 'careful',
    oneExchangePerConnection: true,
  } as const
  const room = await openReadingRoom({ channels: [publicChannel, channel] })
  await room.mirrorLog.record({
    mirrors: [sampleMirror(once, 'live', 'once'), sampleMirror(kept)],
    changes: [],
  })
  for (let n = 60; n > 1; n--) await room.archive.put(sampleArticle(n), { nowMs: sampleNowMs })
  await room.archive.put(sampleArticle(1, { html: sanitizeHtml(longHtml) }), { nowMs: sampleNowMs })
  readers = await listen(createReadersApp(room), { host: '127.0.0.1', port: 0, refuse: strangersAnswer })
})
afterAll(() => readers.close())

describe.skipIf(openssl.skip).each(['ecdsa', 'rsa'] as const)(
  `on TLS 1.3 with two certificates of %s${openssl.note}`,
  kind => {
    let front: Station
    let line: FreezingLine

    beforeAll(async () => {
      front = await startTlsFront(readers.port, await makeCertificateChain(once, kind))
      line = await startFreezingLine(front.port, freezesAfter)
    })
    afterAll(async () => {
      await line.close()
      await front.close()
    })

    test.each(Object.entries(path))(
      '%s comes over one connection of at most 14,000 bytes both ways',
      async (_, each) => {
        const before = line.connections.length

        const answer = await askOnce(line.port, once, each)

        expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
        expect(line.connections.length - before).toBe(1)
        expect(line.connections.at(-1)?.bytes).toBeLessThanOrEqual(14_000)
      },
    )

    test('a connection that is kept is frozen before it has carried three pages', async () => {
      await expect(askTogether(line.port, kept, [path.article, path.second, path.feed])).rejects.toThrow(
        'frozen',
      )
      expect(line.connections.at(-1)?.bytes).toBeGreaterThan(freezesAfter)
    })

    test.skipIf(browserNeeded.skip)(
      `Chromium gets from the front page to an article, its second page and the light feed${browserNeeded.note}`,
      async () => {
        const before = line.connections.length
        const browser = await openBrowser()
        const context = await browser.newContext({ ignoreHTTPSErrors: true })
        const tab = await context.newPage()
        const origin = `https://${once}:${line.port}`

        await tab.goto(`${origin}/`)
        await tab.click('text="Заголовок 1"')
        expect(new URL(tab.url()).pathname).toBe(path.article)
        await tab.click('a[rel=next]')
        expect(new URL(tab.url()).pathname).toBe(path.second)
        const feed = await tab.goto(`${origin}${path.feed}`)

        expect(await feed?.text()).toContain('<title>Заголовок 1</title>')
        const used = line.connections.slice(before).map(each => each.bytes)
        expect(used.length).toBeGreaterThanOrEqual(4)
        for (const bytes of used) expect(bytes).toBeLessThanOrEqual(14_000)
        await browser.close()
      },
    )
  },
)

function openBrowser(): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ]
  const rules = `--host-resolver-rules=MAP ${once} 127.0.0.1`
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: [...args, rules] })
}

// As long as what a browser sends.
const heads = [
  'User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
  'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8',
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Accept-Language: ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7',
  'Upgrade-Insecure-Requests: 1',
].join('\r\n')
const request = (host: string, each: string) => `GET ${each} HTTP/1.1\r\nHost: ${host}\r\n${heads}\r\n\r\n`

function open(port: number, servername: string) {
  return connect({
    port,
    servername,
    host: '127.0.0.1',
    rejectUnauthorized: false,
    ecdhCurve: 'X25519MLKEM768',
  })
}

/** One request; all that came until the server closed the connection. */
function askOnce(port: number, host: string, each: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = open(port, host)
    socket.setTimeout(5_000, () => socket.destroy(new Error('frozen')))
    socket.on('secureConnect', () => socket.write(request(host, each)))
    socket.on('data', chunk => chunks.push(chunk)).on('error', reject)
    socket.on('end', () => resolve(Buffer.concat(chunks).toString('latin1')))
  })
}

/** Several requests over one connection, as a browser makes them that may keep it. */
function askTogether(port: number, host: string, paths: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = open(port, host)
    let answers = 0
    socket.setTimeout(1_000, () => socket.destroy(new Error('frozen')))
    socket.on('secureConnect', () => socket.write(paths.map(each => request(host, each)).join('')))
    socket.on('data', chunk => {
      answers += chunk.toString('latin1').split('HTTP/1.1 200').length - 1
      if (answers === paths.length) resolve(socket.destroy() && undefined)
    })
    socket.on('error', reject)
  })
}
