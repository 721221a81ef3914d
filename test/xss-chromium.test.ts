import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { articleText } from '../src/core/article/blocks.ts'
import { extractArticle } from '../src/core/article/extract/extract-article.ts'
import { sanitizeTree } from '../src/core/article/sanitize.ts'
import { missing } from './support/needs.ts'

// What a real browser makes of a hostile page's article, with no help from a Content-Security-Policy, and once more after
// the browser has written it out and read it again.

const program = '/usr/bin/chromium'
const needed = missing(program, 'chromium')

/** Each stands between two paragraphs of an article; every one of them runs or asks for something as it is. */
const vectors: readonly { readonly name: string; readonly markup: string }[] = [
  { name: 'a script', markup: '<script>hit()</script>' },
  { name: 'a script from elsewhere', markup: '<script src="/hit.js"></script>' },
  { name: 'an image that fails', markup: '<img src="/hit.png" onerror="hit()">' },
  { name: 'a handler on a paragraph', markup: '<p onmouseover="hit()" onclick="hit()">hover</p>' },
  { name: 'a link to a script', markup: '<p><a href="javascript:hit()">go</a></p>' },
  {
    name: 'a link to a script, disguised',
    markup: '<p><a href=" &#1;java&Tab;script&colon;hit()">go</a></p>',
  },
  { name: 'a frame', markup: '<iframe src="/hit.html"></iframe>' },
  {
    name: 'a frame with its own document',
    markup: '<iframe srcdoc="<script>parent.hit()</script>"></iframe>',
  },
  {
    name: 'a drawing that loads',
    markup: '<svg onload="hit()"><script>hit()</script><image href="/hit.svg"/></svg>',
  },
  {
    name: 'a drawing that animates a link',
    markup: '<svg><a><animate attributeName=href values="javascript:hit()"/><text>x</text></a></svg>',
  },
  { name: 'a style that asks', markup: '<style>@import "/hit.css"; p { background: url(/hit.gif) }</style>' },
  { name: 'a style on an element', markup: '<p style="background: url(/hit.gif)">styled</p>' },
  { name: 'a refresh', markup: '<meta http-equiv="refresh" content="0;url=/hit.html">' },
  { name: 'a base', markup: '<base href="/hit/"><p><a href="x">x</a></p>' },
  {
    name: 'a form that takes the focus',
    markup: '<form action="/hit"><input autofocus onfocus="hit()"><button>b</button></form>',
  },
  { name: 'an object', markup: '<object data="/hit.swf"><embed src="/hit.swf"></object>' },
  {
    name: 'a video',
    markup: '<video src="/hit.mp4" poster="/hit.png" onloadstart="hit()" autoplay></video>',
  },
  { name: 'details that open', markup: '<details open ontoggle="hit()"><summary>s</summary>t</details>' },
  {
    name: 'a link that is fetched ahead',
    markup: '<link rel="preload" as="image" href="/hit.png"><link rel=stylesheet href="/hit.css">',
  },
  {
    name: 'math that turns into a style',
    markup: '<form><math><mtext></form><form><mglyph><style></math><img src=/hit.png onerror=hit()>',
  },
  {
    name: 'a comment in a style in math',
    markup:
      '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=/hit.png onerror=hit()&gt;">',
  },
  {
    name: 'a noscript that ends early',
    markup: '<noscript><p title="</noscript><img src=/hit.png onerror=hit()>"></noscript>',
  },
  {
    name: 'a title in a drawing',
    markup: '<svg></p><style><a id="</style><img src=/hit.png onerror=hit()>"></svg>',
  },
  { name: 'a template', markup: '<template><img src=/hit.png onerror=hit()></template>' },
  {
    name: 'a select that is torn',
    markup: '<select><template><img src=/hit.png onerror=hit()></template></select>',
  },
  {
    name: 'plain text that is none',
    markup: '<xmp><img src="</xmp><img src=/hit.png onerror=hit()>"></xmp>',
  },
  {
    name: 'CDATA in math',
    markup:
      '<math><annotation-xml encoding="text/html"><![CDATA[<img src=/hit.png onerror=hit()>]]></annotation-xml></math>',
  },
  {
    name: 'an attribute that breaks out',
    markup: `<p><abbr title='"><img src=/hit.png onerror=hit()>'>a</abbr></p>`,
  },
  { name: 'tags escaped once', markup: '<p>&lt;img src=/hit.png onerror=hit()&gt;</p>' },
  { name: 'tags escaped twice', markup: '<p>&amp;lt;img src=/hit.png onerror=hit()&amp;gt;</p>' },
  {
    name: 'a date with markup',
    markup: '<p><time datetime="&quot;&gt;&lt;script&gt;hit()&lt;/script&gt;">today</time></p>',
  },
  {
    name: 'a background on a table',
    markup: '<table background="/hit.gif"><tr><td background="/hit.gif">cell of the table</td></tr></table>',
  },
  {
    name: 'a portal and a fenced frame',
    markup: '<portal src="/hit"></portal><fencedframe src="/hit"></fencedframe>',
  },
  {
    name: 'a name that shadows the document',
    markup: '<p id="body" name="cookie"><a id="location" href="x">x</a></p>',
  },
]

const paragraph =
  'The ministry said that the new rules for river transport would come into force next spring, after talks.'
const sentinel = 'Ordinary words of the article stay.'

function articleWith(markup: string): string {
  const page = `<!doctype html><html lang="en"><title>Title</title><body><article><h1>Title</h1><p>${sentinel} ${paragraph}</p><p>${paragraph}</p>${markup}<p>${paragraph}</p></article>`
  return sanitizeTree(extractArticle({ html: page, url: 'https://news.example/a/1' }).body).html
}

describe.skipIf(needed.skip)(`a hostile page in Chromium${needed.note}`, () => {
  let server: Server
  let origin: string
  let browser: Browser
  let tab: Page
  let body = ''
  let asked: string[] = []

  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url !== '/' && request.url !== '/favicon.ico') asked.push(request.url ?? '')
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(
        `<!doctype html><meta charset="utf-8"><title>t</title><script>hits=0;function hit(){hits++}</script><main>${body}</main>`,
      )
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const args = [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
    ]
    browser = await chromium.launch({ executablePath: program, args })
    tab = await browser.newPage()
  })

  afterAll(async () => {
    await browser?.close()
    server?.close()
  })

  /** How often `hit` ran and what was asked for, after a look at the page, a touch of everything and another parse. */
  async function look(html: string): Promise<{ hits: number; asked: readonly string[]; kept: string }> {
    body = html
    asked = []
    await tab.goto(`${origin}/`)
    const kept = await tab.evaluate(`(async () => {
      const main = document.querySelector('main')
      addEventListener('click', event => { if (/^https?:/.test(event.target.href ?? '')) event.preventDefault() })
      const touch = () => {
        for (const each of main.querySelectorAll('*')) {
          for (const type of ['mouseover', 'focus', 'toggle', 'load', 'error', 'click'])
            each.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }))
        }
      }
      touch()
      main.innerHTML = main.innerHTML
      main.innerHTML = main.innerHTML
      touch()
      await new Promise(resolve => setTimeout(resolve, 20))
      return main.innerHTML
    })()`)
    return { hits: Number(await tab.evaluate('hits')), asked, kept: String(kept) }
  }

  test('the trap works: a page that was not sanitized springs it', async () => {
    const seen = await look('<img src="/hit.png" onerror="hit()">')

    expect(seen.hits).toBeGreaterThan(0)
    expect(seen.asked).toContain('/hit.png')
  })

  test.each(vectors)('$name runs nothing, asks for nothing and takes no word away', async ({ markup }) => {
    const html = articleWith(markup)
    const seen = await look(html)

    expect(seen).toMatchObject({ hits: 0, asked: [] })
    // What the browser wrote out and read again is what it was given, but for how it writes a non-breaking space.
    expect(seen.kept.replaceAll('&nbsp;', '\u00a0')).toBe(html)
    expect(articleText(html)).toContain(sentinel)
  })
})
