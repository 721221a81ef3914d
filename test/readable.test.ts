import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Listener, listen } from '../src/adapters/node/listen.ts'
import type { Article } from '../src/core/article/article.ts'
import { sanitizeHtml } from '../src/core/article/sanitize.ts'
import { strangersAnswer } from '../src/http/error-response.ts'
import { createReadersApp } from '../src/http/readers-app.ts'
import { missing } from './support/needs.ts'
import { openReadingRoom, sampleMirror } from './support/reading-room.ts'
import { sampleArticle, sampleNowMs } from './support/sample-article.ts'

// Whether people can read the pages: with a browser, old or new, small or large, with eyes or without.

const run = promisify(execFile)
const host = 'a.localhost'
let listener: Listener

const body =
  sanitizeHtml(`<p>First paragraph with <a href="https://www.elsewhere.example/x?y=1">a way out</a>.</p>
<h2>A heading</h2><blockquote><p>نقل‌قولی به زبان فارسی که از راست می‌آید.</p></blockquote>
<ul><li>One thing</li><li>Another</li></ul>
<table><tr><th>Year</th><th>Arrests</th></tr><tr><td>2024</td><td>1,200</td></tr></table>
<pre>a line of code that is much longer than the screen of any telephone would ever be, and goes on</pre>
<p>https://example.com/${'long/'.repeat(40)}</p>
${'<p>Filler words of a longer article, so that there is a second page: alpha beta gamma delta.</p>'.repeat(3)}`)
const articles: readonly [number, Partial<Article>][] = [
  [1, { title: 'An English article', language: 'en', direction: 'ltr', html: body, section: null }],
  [
    2,
    {
      title: 'یک مطلب فارسی',
      language: 'fa',
      direction: 'rtl',
      html: sanitizeHtml('<p>متن فارسی. «BBC» گفت.</p>'),
    },
  ],
  [
    3,
    { title: 'بىر ماقالە', language: 'ug', direction: 'rtl', html: sanitizeHtml('<p>ئۇيغۇرچە تېكىست.</p>') },
  ],
  [4, { title: '一篇文章', language: 'zh', direction: 'ltr', html: sanitizeHtml('<p>中文文本。</p>') }],
  [5, { title: 'རྩོམ་ཡིག', language: 'bo', direction: 'ltr', html: sanitizeHtml('<p>བོད་ཡིག་གི་ཡི་གེ།</p>') }],
]
const pageOf = (n: number) => `/a/${sampleArticle(n).identity.articleId}.html`
const pages = [
  '/',
  '/all.html',
  '/lang-fa.html',
  '/subscribe.html',
  '/mirrors.html',
  ...articles.map(([n]) => pageOf(n)),
]

beforeAll(async () => {
  const room = await openReadingRoom()
  await room.mirrorLog.record({ mirrors: [sampleMirror(host), sampleMirror('localhost')], changes: [] })
  for (const [n, changes] of articles)
    await room.archive.put(sampleArticle(n, changes), { nowMs: sampleNowMs })
  for (let n = 10; n < 50; n++) await room.archive.put(sampleArticle(n), { nowMs: sampleNowMs })
  listener = await listen(createReadersApp(room), { host: '127.0.0.1', port: 0, refuse: strangersAnswer })
})
afterAll(() => listener.close())

// Text browsers ask the system for a name, which may not know those under .localhost.
const address = (path: string, at = host) => `http://${at}:${listener.port}${path}`

const browserNeeded = missing('/usr/bin/chromium', 'chromium')
describe.skipIf(browserNeeded.skip)(`in Chromium${browserNeeded.note}`, () => {
  let browser: Browser
  beforeAll(async () => {
    const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args })
  })
  afterAll(() => browser.close())

  test.each([
    { name: 'a phone in the light', viewport: { width: 360, height: 640 }, colorScheme: 'light' },
    { name: 'a desktop in the dark', viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  ] as const)('axe finds nothing that keeps anybody out on $name', async ({ viewport, colorScheme }) => {
    const context = await browser.newContext({ viewport, colorScheme, bypassCSP: true })
    const tab = await context.newPage()
    for (const path of pages) {
      await tab.goto(address(path))
      await tab.addScriptTag({ content: axe.source })
      expect(await violations(tab), path).toEqual([])
    }
    await context.close()
  })

  test.each([
    { name: '240 pixels', zoom: 1, width: 240 },
    { name: '320 pixels with letters of twice the size', zoom: 2, width: 320 },
  ])('$name are wide enough: nothing has to be pushed aside', async ({ zoom, width }) => {
    const context = await browser.newContext({ viewport: { width, height: 320 }, bypassCSP: true })
    const tab = await context.newPage()
    for (const path of pages) {
      await tab.goto(address(path))
      await tab.addStyleTag({ content: `html{font-size:${zoom * 100}%}` })
      expect(await tab.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(width)
    }
    await context.close()
  })

  test('a link that leads away names its host and tells it nothing', async () => {
    const tab = await browser.newPage()
    await tab.goto(address(pageOf(1)))

    const link = tab.locator('article a').first()

    expect(await link.innerText()).toBe('a way out [elsewhere.example]')
    expect(await link.getAttribute('rel')).toBe('noreferrer')
    await tab.close()
  })

  test('the tab key goes through the links in the order in which they stand', async () => {
    const tab = await browser.newPage()
    await tab.goto(address('/'))
    const reached: string[] = []
    for (let n = 0; n < 3; n++) {
      await tab.keyboard.press('Tab')
      reached.push(String(await tab.evaluate('document.activeElement.textContent')))
    }

    expect(reached).toEqual(['Front page', 'Subscribe', 'An English article'])
    await tab.close()
  })
})

async function violations(tab: Page): Promise<readonly string[]> {
  // The script adds `axe` to the page.
  const { violations: found } = await tab.evaluate('axe.run()').then(result => result as AxeResult)
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string
    readonly nodes: readonly { readonly html: string }[]
  }[]
}

const terminals = [
  {
    name: 'lynx',
    file: '/usr/bin/lynx',
    debian: 'lynx',
    options: ['-dump', '-nolist', '-width=60', '-assume_charset=utf-8', '-display_charset=utf-8'],
  },
  {
    name: 'w3m',
    file: '/usr/bin/w3m',
    debian: 'w3m',
    options: ['-dump', '-cols', '60', '-I', 'utf-8', '-O', 'utf-8'],
  },
].map(each => ({ ...each, ...missing(each.file, each.debian) }))
for (const { name, file, options, skip, note } of terminals) {
  test.skipIf(skip)(
    `without its style, in ${name}, an article has title, source, notice, text and the way on, in this order${note}`,
    async () => {
      const { stdout } = await run(file, [...options, address(pageOf(1), 'localhost')])

      const order = [
        'An English article',
        'Example Newsroom',
        'Сайт заблокирован.',
        'First paragraph',
        '[elsewhere.example]',
        'A heading',
        '1,200',
        'Image: Мост',
        'Corrections: An earlier version',
        'Checked: ',
        'Front page',
        'Other addresses',
      ]
      const places = order.map(text => stdout.indexOf(text))
      expect(places).not.toContain(-1)
      expect(places).toEqual(places.toSorted((a, b) => a - b))
    },
  )

  test.skipIf(skip)(`in ${name} the front page lists titles, languages and sources${note}`, async () => {
    const { stdout } = await run(file, [...options, address('/', 'localhost')])

    for (const text of [
      'Front page Subscribe',
      'Example News',
      'An English article',
      '一篇文章',
      'Languages',
      'Sources',
      'Example Newsroom',
    ]) {
      expect(stdout).toContain(text)
    }
  })
}
