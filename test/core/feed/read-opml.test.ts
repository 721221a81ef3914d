import { describe, expect, test } from 'vitest'
import { readOpml } from '../../../src/core/feed/read-opml.ts'

const read = (body: string) =>
  readOpml(
    new TextEncoder().encode(
      `<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>${body}</body></opml>`,
    ),
  )

describe('a reading list', () => {
  test('gives its feeds with the folders that they stand in', () => {
    const found = read(`<outline text="World"><outline text="Iran" title="Iran">
      <outline type="rss" text="Radio Farda &amp; co" xmlUrl="https://a.example/rss?x=1&amp;y=2" htmlUrl="https://a.example/" language="fa"/></outline>
      <outline text="B" xmlurl="https://b.example/rss" category="/News/Politics,weekly"/></outline>`)

    expect(found).toEqual([
      {
        title: 'Radio Farda & co',
        feedUrl: 'https://a.example/rss?x=1&y=2',
        pageUrl: 'https://a.example/',
        language: 'fa',
        categories: ['World', 'Iran'],
      },
      {
        title: 'B',
        feedUrl: 'https://b.example/rss',
        pageUrl: null,
        language: null,
        categories: ['World', 'News', 'Politics', 'weekly'],
      },
    ])
  })

  test('names a feed that stands in two folders once, with both', () => {
    const feed = '<outline text="A" xmlUrl="https://a.example/rss"/>'

    expect(read(`<outline text="One">${feed}</outline><outline text="Two">${feed}</outline>`)).toMatchObject([
      { feedUrl: 'https://a.example/rss', categories: ['One', 'Two'] },
    ])
  })

  test('may be malformed', () => {
    expect(
      read('<outline text="Tom & Jerry" xmlUrl=https://a.example/rss><outline text="x"></body>'),
    ).toMatchObject([{ title: 'Tom & Jerry', feedUrl: 'https://a.example/rss' }])
  })

  test('passes over what is no feed', () => {
    expect(
      read('<outline text="x" xmlUrl="javascript:x"/><outline text="y" url="https://a.example/"/>'),
    ).toEqual([])
  })

  test('that is none is refused', () => {
    expect(() => readOpml(new TextEncoder().encode('<html></html>'))).toThrow(
      expect.objectContaining({ kind: 'feed-unreadable' }),
    )
  })
})
