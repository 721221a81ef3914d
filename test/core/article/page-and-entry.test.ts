import { describe, expect, test } from 'vitest'
import { makeArticle } from '../../../src/core/article/make-article.ts'

const sentence =
  'The council of the harbour town voted on Tuesday evening to close the old bridge for repairs until the spring of next year.'
const exactMs = Date.UTC(2025, 2, 4, 17, 30)

function articleOf(shown: string, entry: { publishedMs?: number | null; authors?: readonly string[] }) {
  return makeArticle({
    kind: 'page',
    body: `<!doctype html><html lang="en"><title>Old bridge closes</title><meta property="og:site_name" content="Harbour Post"><h1>Old bridge closes</h1>${shown}${`<p>${sentence} ${sentence}</p>`.repeat(4)}</html>`,
    contentType: 'text/html; charset=utf-8',
    url: 'https://www.harbour.example/news/1',
    rules: {},
    entry: {
      id: 'urn:1',
      url: 'https://www.harbour.example/news/1',
      title: null,
      publishedMs: null,
      updatedMs: null,
      authors: [],
      categories: [],
      summary: null,
      content: null,
      ...entry,
    },
    source: { id: 'harbour', name: 'Harbour Post', language: 'en', topics: [] },
    capturedAtMs: 0,
  }).article
}

describe('the date of an article is', () => {
  test.each([
    { name: "the feed's time where the page shows that day", shown: '<p>4 March 2025</p>', want: exactMs },
    {
      name: "the page's day where the feed says another",
      shown: '<p>1 March 2025</p>',
      want: Date.UTC(2025, 2, 1),
    },
    {
      name: "the page's time before the feed's",
      shown: '<time class="published" datetime="2025-03-04T17:00:00Z">4 March</time>',
      want: Date.UTC(2025, 2, 4, 17),
    },
  ])('$name', ({ shown, want }) => {
    expect(articleOf(shown, { publishedMs: exactMs }).publishedMs).toBe(want)
  })

  test("the page's day where the feed has none", () => {
    expect(articleOf('<p>4 March 2025</p>', {}).publishedMs).toBe(Date.UTC(2025, 2, 4))
  })
})

describe('the byline of an article is', () => {
  const house = '<meta name="author" content="Harbour Post">'

  test.each([
    { name: "the feed's author where the page names the newsroom", shown: house, want: ['Jo Field'] },
    { name: "the page's author before the feed's", shown: '<p>By Anna Brandt</p>', want: ['Anna Brandt'] },
  ])('$name', ({ shown, want }) => {
    expect(articleOf(shown, { authors: ['Jo Field'] }).byline).toEqual(want)
  })

  test('the newsroom where nobody else signs', () => {
    expect(articleOf(house, { authors: ['Harbour Post'] }).byline).toEqual(['Harbour Post'])
  })
})
