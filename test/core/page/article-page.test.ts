import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { ArchivedArticle } from '../../../src/core/article/article.ts'
import { sanitizeHtml } from '../../../src/core/article/sanitize.ts'
import { hashHex } from '../../../src/core/digest.ts'
import { writeArticlePages } from '../../../src/core/page/article-page.ts'
import { growthOf, mostGrowth } from '../../support/growth.ts'
import { asArchived, sampleArticle, sampleNowMs } from '../../support/sample-article.ts'

function archived(changes: Partial<ArchivedArticle> = {}): ArchivedArticle {
  const dates = { publishedMs: sampleNowMs, updatedMs: sampleNowMs }
  return { ...asArchived(sampleArticle(1)), ...dates, ...changes }
}

/** Text that hardly compresses, another for each seed. */
function noise(length: number, seed = 0): string {
  let text = ''
  for (let n = 0; text.length < length; n++) text += `${hashHex(`${seed}.${n}`).slice(0, 9)} `
  return text.slice(0, length).trim()
}

function repeat(count: number, write: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => write(n)).join('')
}

const part = (n: number, length: number) => noise(length, n + 1)
const hostile: readonly ({ name: string } & Partial<ArchivedArticle>)[] = [
  { name: 'one paragraph', html: sanitizeHtml(`<p>${noise(30_000)}</p>`) },
  { name: 'one word', html: sanitizeHtml(`<p>${noise(30_000).replaceAll(' ', 'x')}</p>`) },
  { name: 'one list', html: sanitizeHtml(`<ol>${repeat(300, n => `<li>${part(n, 60)}</li>`)}</ol>`) },
  {
    name: 'one table',
    html: sanitizeHtml(`<table>${repeat(300, n => `<tr><td>${part(n, 60)}</td></tr>`)}</table>`),
  },
  { name: 'one listing', html: sanitizeHtml(`<pre>${noise(20_000)}</pre>`) },
  {
    name: 'an endless address',
    html: sanitizeHtml(`<p><a href="https://e.example/?${noise(30_000).replaceAll(' ', 'x')}">x</a></p>`),
  },
  {
    name: 'quotes in quotes',
    html: sanitizeHtml(
      `<blockquote><blockquote>${repeat(100, n => `<p>${part(n, 200)}</p>`)}</blockquote></blockquote>`,
    ),
  },
  { name: 'an endless notice', notices: [noise(20_000)] },
  { name: 'an endless caption', figures: [{ alt: null, caption: noise(20_000) }] },
  { name: 'five hundred authors', byline: Array.from({ length: 500 }, (_, n) => part(n, 20)) },
]

describe('however an article is made', () => {
  test.each(hostile)('$name: each page is at most 6,000 bytes', ({ name: _, ...changes }) => {
    const pages = writeArticlePages(archived(changes), 'Example')

    for (const page of pages) {
      expect(gzipSync(page, { level: 6 }).length).toBeLessThanOrEqual(6_000)
      expect(brotliCompressSync(page).length).toBeLessThanOrEqual(6_000)
    }
  })
})

const marked = (text: string) => [...text.matchAll(/word\d+/g)].map(match => match[0])

test('a list that goes on over pages loses no item and keeps counting', () => {
  const items = repeat(300, n => `<li>word${n} ${part(n, 60)}</li>`)

  const pages = writeArticlePages(archived({ html: sanitizeHtml(`<ol>${items}</ol>`) }), 'Example')

  expect(pages.length).toBeGreaterThan(1)
  expect(marked(pages.join(''))).toEqual(marked(items))
  const [second = ''] = pages.slice(1)
  expect(second).toContain(`<ol start="${marked(pages[0] ?? '').length + 1}">`)
})

test('the notices stand whole on every page, before the text', () => {
  const html = sanitizeHtml(repeat(60, n => `<p>${part(n, 400)}</p>`))

  const pages = writeArticlePages(archived({ html }), 'Example')

  expect(pages.length).toBeGreaterThan(1)
  for (const page of pages) {
    const notice = page.indexOf('<p>Сайт заблокирован.</p><p>Распространение может быть наказано.</p>')
    expect(notice).toBeGreaterThan(0)
    expect(notice).toBeLessThan(page.indexOf('<article>'))
  }
})

test.each([
  { method: 'page', want: null },
  { method: 'feed', want: 'Текст взят из ленты' },
  { method: 'feed-summary', want: 'Здесь только краткое изложение' },
] as const)('a text by $method says where it comes from: $want', ({ method, want }) => {
  const provenance = { upstreamUrl: null, capturedAtMs: 0, method }

  const [page = ''] = writeArticlePages(archived({ provenance }), 'Example')

  if (want === null) expect(page).not.toMatch(/из ленты/)
  else expect(page).toContain(want)
})

test('a Persian page runs from the right, in its own calendar, with the ISO date beside it', () => {
  const [page = ''] = writeArticlePages(archived({ language: 'fa', direction: 'rtl' }), 'Example')

  expect(page).toContain('<html lang="fa" dir="rtl">')
  expect(page).toContain('datetime="2026-06-01T12:00:00Z">۱۱ خرداد ۱۴۰۵ (<bdi>2026-06-01, 12:00 UTC</bdi>)')
})

test('interface words in another language than the article say which', () => {
  const [page = ''] = writeArticlePages(archived({ language: 'ug', direction: 'rtl' }), 'Example')

  expect(page).toContain('<html lang="ug" dir="rtl">')
  expect(page).toContain('<nav lang="en" dir="ltr">')
})

test('what upstream wrote in its texts stays text', () => {
  const evil = '"><script>alert(1)</script>'

  const pages = writeArticlePages(
    archived({ title: evil, byline: [evil], notices: [evil], credits: [evil], corrections: [evil] }),
    evil,
  )

  expect(pages.join('')).not.toContain('<script')
})

test('every link of a page is relative', () => {
  const pages = writeArticlePages(archived({ html: sanitizeHtml(`<p>${noise(30_000)}</p>`) }), 'Example')

  const links = [...pages.join('').matchAll(/(?:href|src)="([^"]*)"/g)].map(match => match[1])
  expect(links.filter(link => link !== 'data:,' && /^(?:[a-z]+:|\/)/.test(link ?? ''))).toEqual([])
})

test('an article of four times as many paragraphs is paged in no more than about four times as long', () => {
  const articleOf = (count: number): ArchivedArticle =>
    archived({ html: sanitizeHtml(repeat(count, n => `<p>${n} and then some words on the bridge</p>`)) })

  expect(
    growthOf(article => writeArticlePages(article, 'Source'), articleOf(20_000), articleOf(80_000)),
  ).toBeLessThanOrEqual(mostGrowth)
}, 60_000)

test('notices that are long and yet compress well do not make every page long', () => {
  const notices = Array.from(
    { length: 50 },
    (_, n) => `${n} ${'You may be fined for sharing our content. '.repeat(40)}`,
  )

  const pages = writeArticlePages(archived({ notices }), 'Source')

  expect(pages.length).toBeLessThan(10)
})
