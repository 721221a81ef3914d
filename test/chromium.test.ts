import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { missing } from './support/needs.ts'
import { type Newsroom, startNewsroom } from './support/newsroom.ts'
import { startServer, type TestServer } from './support/runtime.ts'
import { startScriptedServer } from './support/scripted-server.ts'

// What a reader's browser does with our pages.

const program = '/usr/bin/chromium'
const needed = missing(program, 'chromium')
const host = 'a.localhost'
let newsroom: Newsroom
let server: TestServer
let browser: Browser
let page: string

describe.skipIf(needed.skip)(`in Chromium${needed.note}`, () => {
  beforeAll(async () => {
    newsroom = await startNewsroom({ firstMs: Date.now() - 3_600_000 })
    server = await startServer({
      title: 'News on a mirror',
      sources: [{ id: 'news', name: 'Valley News', feeds: [newsroom.feedUrl], language: 'en' }],
      mirrors: [
        { host, state: 'live' },
        { host: 'b.localhost', state: 'live' },
      ],
      limits: { allowPrivate: [newsroom.server.host] },
    })
    newsroom.publish()
    await server.runtime.pull({ signal: AbortSignal.timeout(10_000) })
    const [article] = await server.runtime.archive.newest('all', 1)
    page = `/a/${article?.id}.html`
    const args = [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ]
    browser = await chromium.launch({ executablePath: program, args })
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await newsroom?.server.close()
  })

  test.each([
    { name: 'the front page', path: () => '/' },
    { name: 'an article', path: () => page },
    { name: 'the subscribe page', path: () => '/subscribe.html' },
    { name: 'the mirrors page', path: () => '/mirrors.html' },
  ])(
    '$name is one request, keeps nothing in the browser and says nothing on its console',
    async ({ path }) => {
      const context = await browser.newContext()
      const tab = await context.newPage()
      const requests: string[] = []
      const said: string[] = []
      tab.on('request', request => requests.push(request.url()))
      tab.on('console', message => said.push(message.text()))
      const address = `http://${host}:${server.serving.port}${path()}`

      await tab.goto(address, { waitUntil: 'networkidle' })

      expect(requests.filter(url => !url.startsWith('data:'))).toEqual([address])
      expect(said).toEqual([])
      expect(await context.cookies()).toEqual([])
      expect((await server.askOperator('/metrics')).body).toMatch(/kind="unknown"\} 0\n/)
      await context.close()
    },
  )

  test('the same browser asks for an icon where a page names none, so that the tests above can fail', async () => {
    const other = await startScriptedServer()
    other.script('/page', { headers: { 'content-type': 'text/html' }, body: '<title>x</title>x' })
    const tab = await browser.newPage()

    await tab.goto(`${other.origin}/page`, { waitUntil: 'networkidle' })

    await expect.poll(() => other.requests.map(each => each.path)).toEqual(['/page', '/favicon.ico'])
    await tab.close()
    await other.close()
  })

  test('a reader goes from the front page to an article and finds its text', async () => {
    const tab = await browser.newPage()
    await tab.goto(`http://${host}:${server.serving.port}/`)

    await tab.click('text=Article number 1')

    expect(new URL(tab.url()).pathname).toBe(page)
    expect(await tab.innerText('main')).toContain('Part 8 of article 1.')
    await tab.close()
  })
})
