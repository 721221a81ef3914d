import { expect, test } from 'vitest'
import { sanitizeHtml } from '../../src/core/article/sanitize.ts'
import { createReadersApp } from '../../src/http/readers-app.ts'
import { publishEditions } from '../../src/operations/publish-editions.ts'
import { openReadingRoom } from '../support/reading-room.ts'
import { sampleArticle, sampleNowMs } from '../support/sample-article.ts'

const target = sampleArticle(1)
const linking = sampleArticle(2, {
  html: sanitizeHtml(`<p><a href="${target.canonicalUrl}">x</a> <a href="https://other.example/">y</a></p>`),
})
const here = `/a/${linking.identity.articleId}`

async function open() {
  const room = await openReadingRoom()
  const app = createReadersApp(room)
  const ask = (path: string, headers: Record<string, string> = {}) =>
    app.fetch(new Request(`https://a.example${path}`, { headers }))
  const put = (article: typeof linking, minutes: number) =>
    room.archive.put(article, { nowMs: sampleNowMs + minutes * 60_000 })
  return { room, ask, put }
}

test('a link to an article of ours leads there on the mirror that is read, on the page and in every feed', async () => {
  const { ask, put } = await open()
  await put(linking, 0)
  await put(target, 1)

  const page = await (await ask(`${here}.html`)).text()
  expect(page).toContain(`<a href="${target.identity.articleId}.html">x</a>`)
  expect(page).toContain('href="https://other.example/"')
  for (const format of ['rss', 'atom', 'json']) {
    const feed = await (await ask(`/feeds/all.${format}`)).text()
    const link = `href="https://a.example/a/${target.identity.articleId}.html"`
    expect(feed.replaceAll('\\"', '"')).toContain(link)
  }
  expect(await (await ask(`${here}.md`)).text()).toContain(target.canonicalUrl)
})

test('a page gets another validator and date when the article that it links to is archived, and no sooner', async () => {
  const { room, ask, put } = await open()
  await put(linking, 0)
  await publishEditions(room)
  const before = await ask(`${here}.html`)
  const etag = before.headers.get('etag') ?? ''
  await put(sampleArticle(3), 1)

  expect((await ask(`${here}.html`, { 'if-none-match': etag })).status).toBe(304)
  expect(await before.text()).toContain(`href="${target.canonicalUrl}"`)
  await put(target, 2)

  const after = await ask(`${here}.html`, { 'if-none-match': etag })
  expect(after.status).toBe(200)
  expect(await after.text()).toContain(`href="${target.identity.articleId}.html"`)
  expect(after.headers.get('last-modified')).not.toBe(before.headers.get('last-modified'))
})

test('a full archive document does not change when an article that it links to comes later', async () => {
  const { ask, put } = await open()
  await put(linking, 0)
  for (let n = 10; n < 59; n++) await put(sampleArticle(n), 1)
  const before = await ask('/feeds/all-1.atom')
  await put(target, 2)
  const after = await ask('/feeds/all-1.atom')

  expect(after.headers.get('etag')).toBe(before.headers.get('etag'))
  expect(await after.text()).toContain(`href="${target.canonicalUrl}"`)
})
