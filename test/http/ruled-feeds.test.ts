import { describe, expect, test } from 'vitest'
import type { EditionRule } from '../../src/core/feed/edition-rule.ts'
import { createReadersApp } from '../../src/http/readers-app.ts'
import { publishEditions } from '../../src/operations/publish-editions.ts'
import { openReadingRoom, sampleSite } from '../support/reading-room.ts'
import { sampleArticle } from '../support/sample-article.ts'

// The feeds that an operator narrows by rules, as readers and aggregators meet them.

const rule: EditionRule = {
  id: 'minsk',
  title: 'Минск & <окрестности>',
  sources: [],
  topics: [],
  languages: [],
  include: ['Минске'],
  exclude: [],
}

async function openRuled(count: number) {
  const site = { ...sampleSite, feeds: [{ id: rule.id, title: rule.title }] }
  const room = await openReadingRoom({ site })
  await room.archive.defineEditions([rule], room.clock.nowMs())
  for (let n = 2 * count; n >= 1; n--) {
    const text = n % 2 === 0 ? `В Минске, ${n}.` : `В Гродно, ${n}.`
    await room.archive.put(sampleArticle(n, { text }), { nowMs: room.clock.nowMs() })
  }
  room.clock.advance(10_000)
  const app = createReadersApp(room)
  const ask = async (path: string, headers: Record<string, string> = {}) =>
    app.fetch(new Request(`https://a.example${path}`, { headers }))
  const titles = async (path: string) =>
    [...(await (await ask(path)).text()).matchAll(/Заголовок (\d+)/g)].map(([, n]) => Number(n))
  return { room, ask, titles }
}

describe('a feed that the operator narrows by rules', () => {
  test.each(['rss', 'atom', 'json'])(
    'holds what fits as %s, full, light and in archive documents',
    async format => {
      const { ask, titles } = await openRuled(60)

      for (const name of ['minsk', 'minsk-light', 'minsk-1', 'minsk-2']) {
        expect((await ask(`/feeds/${name}.${format}`)).status, name).toBe(200)
        const numbers = new Set(await titles(`/feeds/${name}.${format}`))
        expect(numbers.size, name).toBe({ 'minsk-1': 50, 'minsk-2': 10, minsk: 50 }[name] ?? numbers.size)
        expect([...numbers].filter(n => n % 2 !== 0)).toEqual([])
      }
      expect((await ask(`/feeds/minsk-3.${format}`)).status).toBe(404)
    },
  )

  test('is named on the front page, the subscribe page and in the list of feeds, and has a list page', async () => {
    const { ask } = await openRuled(2)

    expect(await (await ask('/')).text()).toContain(
      '<a href="minsk.html"><bdi>Минск &amp; &lt;окрестности&gt;</bdi></a>',
    )
    expect(await (await ask('/subscribe.html')).text()).toContain('https://a.example/feeds/minsk.rss')
    expect(await (await ask('/feeds.opml')).text()).toContain('https://a.example/feeds/minsk.rss')
    const list = await (await ask('/minsk.html')).text()
    expect(list).toContain('Заголовок 2')
    expect(list).not.toContain('Заголовок 1<')
    expect(await (await ask('/feeds/minsk.rss')).text()).toContain('Минск &amp; &lt;окрестности&gt;')
  })

  test('is written ahead like the others', async () => {
    const { room } = await openRuled(2)
    const written: string[] = []
    const publisher: typeof room.publisher = {
      ...room.publisher,
      async put(document) {
        written.push(document.path)
        await room.publisher.put(document)
      },
    }

    await publishEditions({ ...room, publisher })

    expect(written).toContain('feeds/minsk.rss')
  })

  test('is there, and valid, before anything fits', async () => {
    const { ask } = await openRuled(0)

    for (const path of ['/feeds/minsk.rss', '/feeds/minsk.atom', '/feeds/minsk-1.json', '/minsk.html']) {
      const answer = await ask(path)
      expect(answer.status, path).toBe(200)
      expect(await answer.text(), path).not.toContain('1970')
    }
    expect((await ask('/feeds/minsk-2.json')).status).toBe(404)
  })

  test('keeps the bytes of a full archive document while the edition grows', async () => {
    const { room, ask } = await openRuled(50)
    const before = await (await ask('/feeds/minsk-1.atom')).text()

    await room.archive.put(sampleArticle(500, { text: 'В Минске.' }), { nowMs: room.clock.nowMs() })
    room.clock.advance(10_000)

    expect(await (await ask('/feeds/minsk.atom')).text()).toContain('Заголовок 500')
    expect(await (await ask('/feeds/minsk-1.atom')).text()).toBe(before)
  })

  test('shows another rule at once at the same address, under the same ids, to clients of any kind', async () => {
    const { room, ask, titles } = await openRuled(3)
    const first = await ask('/feeds/minsk.atom')
    const tag = { 'if-none-match': first.headers.get('etag') ?? '' }
    const date = { 'if-modified-since': first.headers.get('last-modified') ?? '' }
    const idsOf = (text: string) => [...text.matchAll(/<id>(.*?)<\/id>/g)].map(([, id]) => id).slice(1)
    const known = idsOf(await first.text())
    for (const headers of [tag, date]) expect((await ask('/feeds/minsk.atom', headers)).status).toBe(304)

    await room.archive.defineEditions([{ ...rule, include: ['Минске', 'Гродно'] }], room.clock.nowMs())
    room.clock.advance(10_000)

    for (const headers of [tag, date]) expect((await ask('/feeds/minsk.atom', headers)).status).toBe(200)
    expect(new Set(await titles('/feeds/minsk.atom'))).toEqual(new Set([1, 2, 3, 4, 5, 6]))
    expect(idsOf(await (await ask('/feeds/minsk.atom')).text())).toEqual(expect.arrayContaining(known))
  })

  test('is a stranger’s address once the rule is given up', async () => {
    const { room, ask } = await openRuled(3)
    await room.archive.defineEditions([], room.clock.nowMs())

    for (const path of ['/feeds/minsk.rss', '/feeds/minsk-1.rss', '/minsk.html'])
      expect((await ask(path)).status).toBe(404)
  })
})
