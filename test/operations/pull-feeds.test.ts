import { gzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startServer, type TestServer } from '../support/runtime.ts'
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server.ts'

// Every kind of source, from its address to articles in the archive, over real servers.

let upstream: ScriptedServer
let server: TestServer

beforeEach(async () => {
  upstream = await startScriptedServer()
})

afterEach(async () => {
  await server.stop()
  await upstream.close()
})

const sentence = 'The council heard the residents of the three valleys before it voted on the road.'

function scriptArticle(path: string, title: string): void {
  const paragraphs = Array.from({ length: 5 }, (_, n) => `<p>${n}. ${sentence} ${title}</p>`).join('')
  upstream.script(path, {
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html><html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1>${paragraphs}</article></body></html>`,
  })
}

async function pull(source: {
  feeds?: string[]
  pages?: { url: string; links: string }[]
  maxNewArticles?: number
  entries?: { include?: string[]; exclude?: string[] }
  sitemaps?: { include?: string[]; exclude?: string[] }
}) {
  server = await startServer({
    title: 'A mirror',
    sources: [{ id: 'news', name: 'News', language: 'en', politeness: { delaySeconds: 0 }, ...source }],
    mirrors: [{ host: 'a.example', state: 'live' }],
    limits: { allowPrivate: [upstream.host] },
  })
  const [report] = await server.runtime.pull({ signal: AbortSignal.timeout(15_000) })
  const articles = await server.runtime.archive.newest('all', 50)
  return { report, titles: articles.map(article => article.title) }
}

const urlset = (entries: string) =>
  `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${entries}</urlset>`
const urlOf = (path: string, lastmod: string) =>
  `<url><loc>${upstream.origin}${path}</loc><lastmod>${lastmod}</lastmod></url>`

describe('a source that is', () => {
  test('a news sitemap as a gzip file', async () => {
    scriptArticle('/a/1', 'One')
    scriptArticle('/a/2', 'Two')
    const body = gzipSync(
      new TextEncoder().encode(urlset(urlOf('/a/1', '2026-11-20') + urlOf('/a/2', '2026-11-21'))),
    )
    upstream.script('/news.xml.gz', { headers: { 'content-type': 'application/gzip' }, body })

    const { titles, report } = await pull({ feeds: [`${upstream.origin}/news.xml.gz`] })

    expect(report).toMatchObject({ status: 'changed', added: 2, errors: [], failures: [] })
    expect(titles.toSorted()).toEqual(['One', 'Two'])
  })

  test('a gzip file that unpacks to more than a body may have: it is refused', async () => {
    const body = gzipSync(new TextEncoder().encode(urlset(' '.repeat(11_000_000))))
    upstream.script('/news.xml.gz', { headers: { 'content-type': 'application/gzip' }, body })

    const { report } = await pull({ feeds: [`${upstream.origin}/news.xml.gz`] })

    expect(report?.errors.map(({ kind, next }) => [kind, next])).toEqual([
      ['feed-unreadable', expect.stringContaining('limits.maxBodyBytes')],
    ])
  })

  test('an index of sitemaps, of which the newest are asked for', async () => {
    const numbers = [1, 2, 3, 4, 5]
    for (const n of numbers) {
      scriptArticle(`/a/${n}`, `Article ${n}`)
      upstream.script(`/s${n}.xml`, {
        headers: { 'content-type': 'text/xml' },
        body: urlset(urlOf(`/a/${n}`, `2026-11-0${n}`)),
      })
    }
    const index = numbers
      .map(n => `<sitemap><loc>${upstream.origin}/s${n}.xml</loc><lastmod>2026-11-0${n}</lastmod></sitemap>`)
      .join('')
    upstream.script('/sitemap.xml', {
      headers: { 'content-type': 'text/xml', etag: '"1"' },
      body: `<sitemapindex>${index}</sitemapindex>`,
    })

    const { titles, report } = await pull({ feeds: [`${upstream.origin}/sitemap.xml`] })

    expect(report).toMatchObject({ added: 3, errors: [] })
    expect(titles.toSorted()).toEqual(['Article 3', 'Article 4', 'Article 5'])
    const asked = upstream.requests.map(request => request.path).filter(path => path.endsWith('.xml'))
    expect([...new Set(asked)]).toEqual(['/sitemap.xml', '/s5.xml', '/s4.xml', '/s3.xml'])
  })

  test('an index of sitemaps, one of which cannot be had: the others are read and it is told', async () => {
    scriptArticle('/a/1', 'One')
    upstream.script('/s1.xml', {
      headers: { 'content-type': 'text/xml' },
      body: urlset(urlOf('/a/1', '2026-11-01')),
    })
    upstream.script('/sitemap.xml', {
      headers: { 'content-type': 'text/xml' },
      body: `<sitemapindex><sitemap><loc>${upstream.origin}/gone.xml</loc></sitemap><sitemap><loc>${upstream.origin}/s1.xml</loc></sitemap></sitemapindex>`,
    })

    const { titles, report } = await pull({ feeds: [`${upstream.origin}/sitemap.xml`] })

    expect(titles).toEqual(['One'])
    expect(report?.errors).toMatchObject([{ kind: 'upstream-refused' }])
  })

  test('sitemaps and entries that fit the patterns, before the newest are chosen', async () => {
    for (const path of ['/news/1', '/news/2', '/sport/1']) scriptArticle(path, `Article ${path}`)
    const paths = ['/news/1', '/sport/1', '/news/video/1', '/news/2']
    const lists: Record<string, string> = {
      '/news-1.xml': urlset(paths.map((path, n) => urlOf(path, `2026-11-0${n + 1}`)).join('')),
    }
    for (let n = 2; n < 8; n++) lists[`/video-${n}.xml`] = urlset(urlOf(`/v/${n}`, '2026-11-20'))
    for (const [path, body] of Object.entries(lists))
      upstream.script(path, { headers: { 'content-type': 'text/xml' }, body })
    const index = Object.keys(lists).map(
      (path, n) =>
        `<sitemap><loc>${upstream.origin}${path}</loc><lastmod>2026-11-0${n + 1}</lastmod></sitemap>`,
    )
    upstream.script('/sitemap.xml', {
      headers: { 'content-type': 'text/xml' },
      body: `<sitemapindex>${index.join('')}</sitemapindex>`,
    })

    const { titles, report } = await pull({
      feeds: [`${upstream.origin}/sitemap.xml`],
      sitemaps: { exclude: ['/video-*'] },
      entries: { include: ['/news/*'], exclude: ['*/video/*'] },
    })

    expect(report).toMatchObject({ added: 2, errors: [] })
    expect(titles.toSorted()).toEqual(['Article /news/1', 'Article /news/2'])
    expect(new Set(upstream.requests.map(({ path }) => path))).toEqual(
      new Set(['/sitemap.xml', '/news-1.xml', '/news/1', '/news/2']),
    )
  })

  test('an index none of whose sitemaps fits', async () => {
    upstream.script('/sitemap.xml', {
      headers: { 'content-type': 'text/xml' },
      body: `<sitemapindex><sitemap><loc>${upstream.origin}/s.xml</loc></sitemap></sitemapindex>`,
    })

    const { report } = await pull({
      feeds: [`${upstream.origin}/sitemap.xml`],
      sitemaps: { include: ['/news-*'] },
    })

    expect(report).toMatchObject({ status: 'failed', errors: [{ kind: 'upstream-empty' }] })
  })

  test('an index that leads to itself', async () => {
    upstream.script('/sitemap.xml', {
      headers: { 'content-type': 'text/xml' },
      body: `<sitemapindex><sitemap><loc>${upstream.origin}/sitemap.xml</loc></sitemap></sitemapindex>`,
    })

    const { report } = await pull({ feeds: [`${upstream.origin}/sitemap.xml`] })

    expect(report).toMatchObject({ status: 'failed', errors: [{ kind: 'upstream-empty' }] })
    expect(upstream.requests.length).toBeLessThan(6)
  })

  test('a sitemap of years: the newest are followed, however they are ordered', async () => {
    scriptArticle('/a/new', 'New')
    const old = Array.from({ length: 400 }, (_, n) =>
      urlOf(`/old/${n}`, `20${String(10 + (n % 10))}-01-01`),
    ).join('')
    upstream.script('/sitemap.xml', {
      headers: { 'content-type': 'text/xml' },
      body: urlset(old + urlOf('/a/new', '2026-11-20')),
    })

    const { titles, report } = await pull({ feeds: [`${upstream.origin}/sitemap.xml`], maxNewArticles: 1 })

    expect(titles).toEqual(['New'])
    expect(report).toMatchObject({ left: 199 })
  })

  test('a page that lists articles, in an old encoding', async () => {
    scriptArticle('/a/1', 'One')
    scriptArticle('/a/2', 'Two')
    const list =
      '<html><head><meta charset="windows-1251"></head><body><h2><a href="/a/2">\xc4\xe2\xe0</a></h2><h2><a href="/a/1">\xce\xe4\xe8\xed</a></h2><a href="/about">x</a></body></html>'
    upstream.script('/list', {
      headers: { 'content-type': 'text/html' },
      body: Uint8Array.from(list, character => character.charCodeAt(0)),
    })

    const { titles, report } = await pull({ pages: [{ url: `${upstream.origin}/list`, links: 'h2 a' }] })

    expect(report).toMatchObject({ added: 2, errors: [] })
    // The first of the page is the newest.
    expect(titles).toEqual(['Two', 'One'])
  })

  test('a page whose selector finds nothing any more fails with the reason', async () => {
    upstream.script('/list', {
      headers: { 'content-type': 'text/html' },
      body: '<html><body><p>New design</p></body></html>',
    })

    const { report } = await pull({ pages: [{ url: `${upstream.origin}/list`, links: 'h2 a' }] })

    expect(report).toMatchObject({ status: 'failed', errors: [{ kind: 'feed-unreadable' }] })
  })

  test('a feed that broke off: what is whole is taken, the rest waits', async () => {
    scriptArticle('/a/1', 'One')
    upstream.script('/rss', {
      headers: { 'content-type': 'application/rss+xml' },
      body: `<rss><channel><item><title>One</title><link>${upstream.origin}/a/1</link></item><item><title>Two</title><link>${upstream.origin}/a/2</link><descr`,
    })

    const { titles, report } = await pull({ feeds: [`${upstream.origin}/rss`] })

    expect(titles).toEqual(['One'])
    expect(report).toMatchObject({ added: 1, failures: [] })
  })
})
