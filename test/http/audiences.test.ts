import { execFileSync } from 'node:child_process'
import { type Unzipped, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { sanitizeHtml } from '../../src/core/article/sanitize.ts'
import type { Channel } from '../../src/core/mirror/mirror.ts'
import { createReadersApp } from '../../src/http/readers-app.ts'
import { missing } from '../support/needs.ts'
import { openReadingRoom, publicChannel } from '../support/reading-room.ts'
import { sampleArticle, sampleNowMs } from '../support/sample-article.ts'

const page = `/a/${sampleArticle(1).identity.articleId}.html`

/** Asks a mirror whose channel is as given, over two articles. */
async function openTo(changes: Partial<Channel>) {
  const room = await openReadingRoom({ channels: [{ ...publicChannel, ...changes }] })
  const html = sanitizeHtml(
    '<p>Журналиста &amp; <br>оператора<hr>“a” задержали\u00a0в Минске.</p><ul><li>a<li>b</ul>',
  )
  await room.archive.put(sampleArticle(2), { nowMs: sampleNowMs })
  await room.archive.put(sampleArticle(1, { title: 'Суд <в> Минске', html, text: 'Журналиста задержали.' }), {
    nowMs: sampleNowMs,
  })
  const app = createReadersApp(room)
  return { room, ask: async (path: string) => app.fetch(new Request(`https://a.example${path}`)) }
}

describe('search', () => {
  test('an open audience finds articles by a form that needs no script', async () => {
    const { ask } = await openTo({ audience: 'open' })

    expect(await (await ask('/')).text()).toContain('<form action="search.html" role="search">')
    const found = await ask(`/search.html?q=${encodeURIComponent('журналист')}`)
    const text = await found.text()
    expect(text).toContain(page.slice(1))
    expect(text).not.toContain('Заголовок 2')
    expect(text).toContain('value="журналист"')
    expect(text).toMatch(/<title>Search<\/title>/)
    expect(found.headers.get('content-security-policy')).toContain("form-action 'self'")
  })

  test('nothing of a search is kept, by the browser or by us', async () => {
    const { ask, room } = await openTo({ audience: 'open' })
    await ask('/search?q=one')
    const before = [room.memory.drafts.size, room.memory.bodies.size]

    const answer = await ask('/search?q=two')

    expect(answer.headers.get('cache-control')).toBe('no-store, no-transform')
    expect([room.memory.drafts.size, room.memory.bodies.size]).toEqual(before)
    expect(JSON.stringify(room.log.events)).not.toContain('two')
  })

  test('what was typed stays text, and a search for nothing finds nothing', async () => {
    const { ask } = await openTo({ audience: 'open' })

    const text = await (await ask(`/search?q=${encodeURIComponent('"><script>x</script>')}`)).text()

    expect(text).not.toContain('<script')
    expect(text).toContain('Nothing was found.')
    expect(await (await ask('/search')).text()).not.toContain('Nothing was found.')
  })

  test('what is found goes on over pages of 25, at most twenty of them', async () => {
    const { ask, room } = await openTo({ audience: 'open' })
    for (let n = 10; n < 70; n++)
      await room.archive.put(sampleArticle(n, { text: `Река ${n}` }), { nowMs: sampleNowMs })
    const asked = `/search.html?q=${encodeURIComponent('река')}`
    const titles = async (path: string) =>
      [...(await (await ask(path)).text()).matchAll(/Заголовок ([0-9]+)/g)].map(([, n]) => Number(n))

    const first = await (await ask(asked)).text()
    expect(first).toContain(`href="${asked.slice(1)}&amp;page=2" rel="next"`)
    expect(first).not.toContain('rel="prev"')
    expect(await titles(asked)).toEqual(Array.from({ length: 25 }, (_, n) => n + 10))
    expect(await titles(`${asked}&page=3`)).toEqual(Array.from({ length: 10 }, (_, n) => n + 60))
    expect(await (await ask(`${asked}&page=3`)).text()).not.toContain('rel="next"')
    for (const page of ['4', '21', '0', '-1', 'x', '1e1']) {
      expect((await ask(`${asked}&page=${page}`)).status, page).toBe(404)
    }
  })

  test('a query that is cut through a letter is still answered', async () => {
    const { ask } = await openTo({ audience: 'open' })

    expect((await ask(`/search?q=${encodeURIComponent(`x${'🕊'.repeat(60)}`)}`)).status).toBe(200)
  })

  test.each(['careful', 'offline'] as const)('a(n) %s audience has none', async audience => {
    const { ask } = await openTo({ audience })

    expect((await ask('/search?q=x')).status).toBe(404)
    const front = await ask('/')
    expect(await front.text()).not.toContain('<form')
    expect(front.headers.get('content-security-policy')).toContain("form-action 'none'")
  })
})

describe('a file to keep', () => {
  test.each([
    { audience: 'open', epub: true },
    { audience: 'careful', epub: true },
  ] as const)('a(n) $audience audience is offered none', async ({ audience, epub }) => {
    const { ask } = await openTo({ audience, epub })

    for (const path of ['/offline', '/offline.html', '/offline.epub'])
      expect((await ask(path)).status).toBe(404)
    expect(await (await ask('/')).text()).not.toContain('offline.')
  })

  test('an offline audience is told what keeping it may mean before it is offered', async () => {
    const { ask } = await openTo({ audience: 'offline' })

    const front = await (await ask('/')).text()

    expect(front.indexOf('This file stays on your device')).toBeGreaterThan(0)
    expect(front.indexOf('href="offline.html"')).toBeGreaterThan(
      front.indexOf('This file stays on your device'),
    )
    expect(front).not.toContain('offline.epub')
    expect((await ask('/offline.epub')).status).toBe(404)
  })

  test('the one page has the notices first, how to erase it, and every text; it asks for nothing', async () => {
    const { ask } = await openTo({ audience: 'offline' })

    const answer = await ask('/offline.html')
    const text = await answer.text()

    const order = [
      'This file stays on your device',
      'To erase it',
      'Сайт заблокирован.',
      'Суд &lt;в&gt; Минске',
      'Журналиста',
    ]
    const places = order.map(each => text.indexOf(each))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(text).toContain('Первый абзац статьи 2.')
    expect([...text.matchAll(/(?:href|src|action)="([^#d][^"]*)"/g)]).toEqual([])
    expect(answer.headers.get('cache-control')).toContain('no-store')
  })

  const xmllint = missing('/usr/bin/xmllint', 'libxml2-utils')
  test.skipIf(xmllint.skip)(
    `the EPUB is a whole book of well-formed chapters, the notices first${xmllint.note}`,
    async () => {
      const { ask } = await openTo({ audience: 'offline', epub: true })

      const answer = await ask('/offline.epub')
      const bytes = new Uint8Array(await answer.arrayBuffer())

      expect(answer.headers.get('content-type')).toBe('application/epub+zip')
      // OCF 3.3 §4.2.2: name and content of the first file stand at fixed places, not compressed.
      expect(new TextDecoder().decode(bytes.slice(30, 58))).toBe('mimetypeapplication/epub+zip')
      const files = unzipSync(bytes)
      for (const [name, content] of Object.entries(files)) {
        if (name !== 'mimetype')
          execFileSync('/usr/bin/xmllint', ['--noout', '--nonet', '-'], { input: content })
      }
      const opf = text(files, 'book/package.opf')
      const items = [...opf.matchAll(/<item id="([^"]+)" href="([^"]+)"/g)]
      expect(items.map(([, , href]) => `book/${href}`).toSorted()).toEqual(
        Object.keys(files)
          .filter(name => name.endsWith('.xhtml'))
          .toSorted(),
      )
      const spine = [...opf.matchAll(/idref="([^"]+)"/g)].map(([, id]) => id)
      expect(spine[0]).toBe('notice')
      expect(spine.toSorted()).toEqual(items.map(([, id]) => id).toSorted())
      expect(text(files, 'book/notice.xhtml')).toContain('Сайт заблокирован.')
      expect(text(files, 'book/contents.xhtml')).toContain('Суд &lt;в&gt; Минске')
      expect(new Uint8Array(await (await ask('/offline.epub')).arrayBuffer())).toEqual(bytes)
    },
  )
})

function text(files: Unzipped, name: string): string {
  return new TextDecoder().decode(files[name])
}

test('a neutral title stands in place of every other, and the heading stays', async () => {
  const { ask } = await openTo({ audience: 'careful', neutralTitle: 'Notes & more' })

  for (const path of ['/', page, '/all.html', '/subscribe.html', '/mirrors.html']) {
    const html = await (await ask(path)).text()
    expect(html.match(/<title>.*?<\/title>/g), path).toEqual(['<title>Notes &amp; more</title>'])
  }
  expect(await (await ask(page)).text()).toContain('<h1>Суд &lt;в&gt; Минске</h1>')
})

test('channels with other offers have other validators for what differs, and equal ones for what does not', async () => {
  const [open, careful, neutral] = await Promise.all([
    openTo({ audience: 'open' }),
    openTo({ audience: 'careful' }),
    openTo({ audience: 'careful', neutralTitle: 'Notes' }),
  ])
  const etag = async ({ ask }: typeof open, path: string) => (await ask(path)).headers.get('etag')

  expect(await etag(open, '/')).not.toBe(await etag(careful, '/'))
  expect(await etag(open, page)).toBe(await etag(careful, page))
  expect(await etag(careful, page)).not.toBe(await etag(neutral, page))
})
