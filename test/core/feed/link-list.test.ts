import { describe, expect, test } from 'vitest'
import { readLinkList } from '../../../src/core/feed/link-list.ts'

const page = (body: string, head = '') =>
  `<!doctype html><html lang="fa"><head><title>News</title>${head}</head><body>${body}</body></html>`
const read = (body: string, links: string, head = '') =>
  readLinkList(page(body, head), { url: 'https://news.example/list/', links })
const short = (body: string, links: string, head = '') =>
  read(body, links, head).entries.map(({ url, title }) => `${url} ${title}`)

describe('a page that lists articles', () => {
  test('is a feed in its own order, with its title and language', () => {
    const feed = read('<main><a href="/2">Two</a><a href="1">One</a></main><a href="/x">No</a>', 'main a')

    expect(feed).toMatchObject({
      format: 'html',
      title: 'News',
      language: 'fa',
      url: 'https://news.example/list/',
    })
    expect(feed.entries).toMatchObject([
      { id: null, url: 'https://news.example/2', title: 'Two', publishedMs: null },
      { id: null, url: 'https://news.example/list/1', title: 'One', publishedMs: null },
    ])
  })

  test('gives the date that a teaser states', () => {
    const body =
      '<article><a href="/s">World</a><h2><a href="/1">One</a></h2><time datetime="2026-11-24T10:00Z">today</time></article>'

    expect(read(body, 'article').entries).toMatchObject([
      { url: 'https://news.example/1', title: 'One', publishedMs: Date.UTC(2026, 10, 24, 10) },
    ])
  })

  test.each([
    {
      name: 'takes a picture and a headline for one',
      body: '<a href="/1"><img src="x"></a><a href="/1">One</a>',
      want: ['https://news.example/1 One'],
    },
    {
      name: 'takes what a picture says where nothing else does',
      body: '<a href="/1"><img src="x" alt="One"></a>',
      want: ['https://news.example/1 One'],
    },
    {
      name: 'takes what is said to those who see nothing',
      body: '<a href="/1" aria-label="One"></a>',
      want: ['https://news.example/1 One'],
    },
    {
      name: 'passes over what leads nowhere on the web',
      body: '<a>x</a><a href="javascript:x()">x</a><a href="mailto:a@a.example">x</a><a href="/1">One</a>',
      want: ['https://news.example/1 One'],
    },
    {
      name: 'resolves against the base of the page',
      body: '<a href="1">One</a>',
      head: '<base href="https://b.example/y/">',
      want: ['https://b.example/y/1 One'],
    },
  ])('$name', ({ body, head, want }) => {
    expect(short(body, 'a', head)).toEqual(want)
  })

  test.each([
    { name: 'a selector that finds nothing', links: 'main h3 a' },
    { name: 'what is no selector', links: 'a[[' },
  ])('$name is told', ({ links }) => {
    expect(() => read('<a href="/1">One</a>', links)).toThrow(
      expect.objectContaining({
        kind: 'feed-unreadable',
        message: expect.stringContaining(links),
        next: expect.any(String),
      }),
    )
  })
})
