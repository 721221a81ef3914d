import { describe, expect, test } from 'vitest'
import { extractArticle } from '../../../../src/core/article/extract/extract-article.ts'

const sentence =
  'The council of the harbour town voted on Tuesday evening to close the old bridge for repairs until the spring of next year.'
const extract = (shown: string, { head = '', html = 'lang="en"', before = '' } = {}) =>
  extractArticle({
    html: `<!doctype html><html ${html}><head><title>Old bridge closes</title>${head}</head><body><main>${before}<h1>Old bridge closes</h1>${shown}${`<p>${sentence} ${sentence}</p>`.repeat(4)}</main></body></html>`,
    url: 'https://www.harbour.example/news/1',
  })
const linked = (facts: object): string =>
  `<script type="application/ld+json">${JSON.stringify(facts)}</script>`

describe('where no machine is told who wrote it, the lines at the headline say', () => {
  test.each([
    { name: 'after By', shown: '<p>By Jo Field</p>', want: ['Jo Field'] },
    {
      name: 'after By, glued by markup',
      shown: '<div><span>By</span><a>Jo Field</a></div>',
      want: ['Jo Field'],
    },
    {
      name: 'two, with the date behind them',
      shown: '<div>By Jo Field and Anna Brandt | March 4, 2025 | 5 min read</div>',
      want: ['Jo Field', 'Anna Brandt'],
    },
    { name: 'in German, without the place', shown: '<p>Von Anna Brandt, Hamburg</p>', want: ['Anna Brandt'] },
    { name: 'in Russian', shown: '<p>Автор: Анна Петрова</p>', want: ['Анна Петрова'] },
    { name: 'in Chinese', shown: '<p>作者：王小明</p>', want: ['王小明'] },
    { name: 'by one name', shown: '<p>By Krystyna</p>', want: ['Krystyna'] },
    {
      name: 'in an element that is marked',
      shown: '<span class="post-author-name">Jo Field</span>',
      want: ['Jo Field'],
    },
    {
      name: "in a link to an author's pages",
      shown: '<p><a href="/staff/jo-field/">Jo Field</a></p>',
      want: ['Jo Field'],
    },
    {
      name: 'before what they are',
      shown: '<div class="byline"><b>Jo Field</b><i>Senior Reporter</i></div>',
      want: ['Jo Field'],
    },
    {
      name: 'not who took the pictures',
      shown: '<p>Photo: Jo Field</p><p>Фото: Анна Петрова</p>',
      want: null,
    },
    { name: 'not who made it newer', shown: '<p class="author">Updated by Jo Field</p>', want: null },
    { name: 'not what is no name', shown: '<a href="/author/jo/">View all posts</a>', want: null },
    {
      name: 'not how a sentence begins',
      shown: '<p>By next spring the bridge is to open again.</p>',
      want: null,
    },
  ])('$name', ({ shown, want }) => {
    expect(extract(shown).byline).toEqual(want)
  })

  test('the author, and not the newsroom that the metadata names for all', () => {
    const head = linked({
      '@type': 'NewsArticle',
      author: { '@type': 'Organization', name: 'The Post' },
      publisher: { name: 'The Post' },
    })

    expect(extract('<p>By Jo Field</p>', { head }).byline).toEqual(['Jo Field'])
    expect(extract('', { head }).byline).toEqual(['The Post'])
  })
})

describe('metadata names authors', () => {
  test.each([
    {
      name: 'that another node describes',
      head: linked({
        '@graph': [
          { '@type': 'NewsArticle', author: { '@id': '#jo' } },
          { '@type': 'Person', '@id': '#jo', name: 'Jo Field' },
        ],
      }),
      want: ['Jo Field'],
    },
    {
      name: 'with their degrees as one',
      head: '<meta name="author" content="Jo Field, MS, RD and Anna Brandt, Ph.D.">',
      want: ['Jo Field, MS, RD', 'Anna Brandt, Ph.D.'],
    },
    {
      name: 'of which one is an office',
      head: '<meta name="author" content="Center for Bridge Safety and Research">',
      want: ['Center for Bridge Safety and Research'],
    },
    { name: 'and not by a log-in', head: '<meta name="author" content="jo.field">', want: null },
    { name: 'and not by a number', head: '<meta name="author" content="262588213843476">', want: null },
    {
      name: 'without those who did something else',
      head: linked({ '@type': 'NewsArticle', author: ['Jo Field', 'Updated by Anna Brandt'] }),
      want: ['Jo Field'],
    },
  ])('$name', ({ head, want }) => {
    expect(extract('', { head }).byline).toEqual(want)
  })
})

describe('where no machine is told when, the day at the headline is read', () => {
  test.each([
    { name: 'in English', shown: '<p>March 4, 2025</p>' },
    { name: 'in British English', shown: '<p>Published on 4th March 2025</p>' },
    { name: 'in German', html: 'lang="de"', shown: '<p>Stand: 4. März 2025, 10:30 Uhr</p>' },
    { name: 'in French', html: 'lang="fr"', shown: '<p>Publié le 4 mars 2025 à 10h30</p>' },
    { name: 'in Spanish', html: 'lang="es"', shown: '<p>4 de marzo de 2025</p>' },
    { name: 'in Russian', html: 'lang="ru"', shown: '<p>4 марта 2025, 10:30</p>' },
    { name: 'in Ukrainian', html: 'lang="uk"', shown: '<p>4 березня 2025</p>' },
    { name: 'in Polish', html: 'lang="pl"', shown: '<p>4 marca 2025</p>' },
    { name: 'in Chinese', html: 'lang="zh"', shown: '<p>2025年3月4日</p>' },
    { name: 'in Korean', html: 'lang="ko"', shown: '<p>2025.03.04 18:40</p>' },
    { name: 'with points', html: 'lang="de"', shown: '<p>04.03.2025</p>' },
    { name: 'before the headline', before: '<p>4 March 2025</p>', shown: '' },
    { name: 'beside the day of a change', shown: '<p>Updated May 1, 2025</p><p>Published March 4, 2025</p>' },
  ])('$name', ({ shown, html = 'lang="en"', before = '' }) => {
    const { publishedMs } = extract(shown, { html, before })

    expect(publishedMs).toBe(Date.UTC(2025, 2, 4))
  })

  test.each([
    { name: 'of the Persian calendar', html: 'lang="fa" dir="rtl"', shown: '<p>۱۳ اسفند ۱۴۰۳</p>' },
    { name: 'in a language with a calendar of its own', html: 'lang="fa"', shown: '<p>4 March 2025</p>' },
    { name: 'of the Buddhist era', shown: '<p>4 March 2568</p>' },
    { name: 'of Bikram Sambat', shown: '<p>2081-11-20</p>' },
    { name: 'of the Ethiopian calendar', html: 'lang="am"', shown: '<p>25.06.2017</p>' },
    { name: 'that begins with day or month', shown: '<p>04/03/2025</p>' },
    { name: 'that there is not', shown: '<p>31 February 2025</p>' },
    { name: 'without a year', shown: '<p>March 4</p>' },
    { name: 'in a sentence', shown: '<p>It was built on 4 March 2025. Nobody knows by whom.</p>' },
    {
      name: 'in the text',
      shown: `<p>${sentence} ${sentence}</p><p>${sentence} ${sentence}</p><p>4 March 2025</p>`,
    },
    { name: 'on which it was changed', shown: '<p>Last updated: <span>March 4, 2025</span></p>' },
  ])('but none $name', ({ shown, html = 'lang="en"' }) => {
    expect(extract(shown, { html }).publishedMs).toBeNull()
  })
})

test.each([
  {
    name: 'of a page whose article no node describes',
    head: linked({ '@type': 'WebPage', datePublished: '2025-03-04T10:00:00Z' }),
  },
  {
    name: 'of JSON with a comma too many',
    head: `<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-03-04T10:00:00Z",}</script>`,
  },
  {
    name: 'that is marked as published and updated',
    shown: '<time class="published updated" datetime="2025-03-04T10:00:00Z">4 March</time>',
  },
  {
    name: 'nearest to the headline of several',
    shown:
      '<time datetime="2025-03-04T10:00:00Z">4 March</time><ul><li><time datetime="2024-01-01T10:00:00Z">1 January</time></li></ul>',
  },
])('the date is had $name', ({ head = '', shown = '' }) => {
  expect(extract(shown, { head }).publishedMs).toBe(Date.UTC(2025, 2, 4, 10))
})

test('what was changed before it was published was not changed', () => {
  const head = linked({
    '@type': 'NewsArticle',
    datePublished: '2025-03-04T10:00:00Z',
    dateModified: '2025-03-04T09:00:00Z',
  })

  expect(extract('', { head }).modifiedMs).toBeNull()
})

describe('the title is the headline on the page', () => {
  const share = (title: string) =>
    `<meta property="og:title" content="${title}"><meta property="og:site_name" content="Harbour Post">`

  test.each([
    { name: 'where it is shared in other words', head: share('Old bridge closes: all you need to know') },
    { name: 'where it is shared with the year', head: share('Old bridge closes (2025)') },
    { name: "and not the name of the host's site", head: share('Old bridge closes | Harbour.example') },
  ])('$name', ({ head }) => {
    expect(extract('', { head }).title).toBe('Old bridge closes')
  })

  test('but not a heading that says something else', () => {
    expect(extract('', { head: share('Ferry runs again') }).title).toBe('Ferry runs again')
  })

  test('but not the topic that a heading puts before it', () => {
    const { title } = extractArticle({
      html: `<!doctype html><title>x</title>${share('Old bridge closes')}<h1>Traffic in town - Old bridge closes</h1>${`<p>${sentence}</p>`.repeat(4)}`,
      url: null,
    })

    expect(title).toBe('Old bridge closes')
  })
})
