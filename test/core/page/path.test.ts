import { describe, expect, test } from 'vitest'
import { formatPath, isFreeSlug, parsePath } from '../../../src/core/page/path.ts'

const editions = new Set(['all', 'source-bbc', 'source-bbc-2', 'lang-fa', 'topic-world-light'])
const parse = (path: string) => parsePath(path, slug => editions.has(slug))
const id = '0123456789ab'

describe('a path', () => {
  test.each([
    { path: '', want: { kind: 'front' } },
    { path: `a/${id}.html`, want: { kind: 'article', id, page: 1 } },
    { path: `a/${id}-2.html`, want: { kind: 'article', id, page: 2 } },
    { path: `a/${id}.txt`, want: { kind: 'article-text', id, form: 'txt' } },
    {
      path: 'feeds/all.rss',
      want: { kind: 'feed', slug: 'all', format: 'rss', light: false, archivePage: null },
    },
    {
      path: 'feeds/all-light.json',
      want: { kind: 'feed', slug: 'all', format: 'json', light: true, archivePage: null },
    },
    {
      path: 'feeds/all-12.atom',
      want: { kind: 'feed', slug: 'all', format: 'atom', light: false, archivePage: 12 },
    },
    {
      path: 'feeds/lang-fa-3.rss',
      want: { kind: 'feed', slug: 'lang-fa', format: 'rss', light: false, archivePage: 3 },
    },
    { path: 'feeds.opml', want: { kind: 'opml' } },
    { path: 'subscribe.html', want: { kind: 'subscribe' } },
    { path: 'mirrors.html', want: { kind: 'mirrors' } },
    { path: 'mirrors.json', want: { kind: 'manifest' } },
    { path: 'lang-fa_2.html', want: { kind: 'list', slug: 'lang-fa', page: 2 } },
  ])('$path names a document and is written back as it was', ({ path, want }) => {
    const name = parse(path)

    expect(name).toEqual(want)
    expect(name && formatPath(name)).toBe(path)
  })

  test.each([
    { path: `a/${id}`, same: `a/${id}.html` },
    { path: `a/${id}-3`, same: `a/${id}-3.html` },
    { path: 'subscribe', same: 'subscribe.html' },
    { path: 'mirrors', same: 'mirrors.html' },
    { path: 'lang-fa', same: 'lang-fa.html' },
  ])('$path is $same', ({ path, same }) => {
    expect(parse(path)).toEqual(parse(same))
  })

  test.each([
    {
      name: 'an edition that ends like an archive document',
      path: 'feeds/source-bbc-2.rss',
      slug: 'source-bbc-2',
      archivePage: null,
      light: false,
    },
    {
      name: 'an archive document of it',
      path: 'feeds/source-bbc-2-2.rss',
      slug: 'source-bbc-2',
      archivePage: 2,
      light: false,
    },
    {
      name: 'an archive document of its namesake',
      path: 'feeds/source-bbc-3.rss',
      slug: 'source-bbc',
      archivePage: 3,
      light: false,
    },
    {
      name: 'an edition that ends like a light one',
      path: 'feeds/topic-world-light.rss',
      slug: 'topic-world-light',
      archivePage: null,
      light: false,
    },
  ])('tells $name', ({ path, slug, archivePage, light }) => {
    expect(parse(path)).toMatchObject({ slug, archivePage, light })
  })

  test.each([
    { path: 'a/0123456789a.html' },
    { path: 'a/0123456789AB.html' },
    { path: `a/${id}-0.html` },
    { path: `a/${id}-2.txt` },
    { path: 'feeds/all-01.rss' },
    { path: 'feeds/lang-ru.rss' },
    { path: 'feeds/all.xml' },
    { path: 'feeds/all.rss/' },
    { path: '../mirrors.html' },
    { path: 'mirrors.html%00' },
    { path: `a/${id}.html\n` },
  ])('$path is unknown', ({ path }) => {
    expect(parse(path)).toBeNull()
  })
})

test.each([
  { slug: 'minsk', want: true },
  { slug: 'iran-women', want: true },
  { slug: 'topical', want: true },
  ...['all', 'source-x', 'lang-fa', 'topic-x', 'x-light', 'x-1', 'x-007'].map(slug => ({
    slug,
    want: false,
  })),
  ...['index', 'subscribe', 'search', 'offline', 'aggregators', 'mirrors'].map(slug => ({
    slug,
    want: false,
  })),
])('$slug may be the slug of an edition of the operator’s own: $want', ({ slug, want }) => {
  expect(isFreeSlug(slug)).toBe(want)
})
