import { expect, test } from 'vitest'
import { sourcesOfPage } from '../../../src/core/source/sources-of-page.ts'

const sources = [
  { id: 'main', feeds: ['https://www.news.example/rss'] },
  { id: 'sport', feeds: ['https://sport.news.example/rss'] },
  { id: 'far', feeds: ['https://feeds.cdn.example/x'], website: 'https://paper.example/' },
  { id: 'tenant', feeds: ['https://one.github.io/rss'] },
]

test.each([
  { name: 'the host of the feed', url: 'https://news.example/a/1', want: ['main'] },
  { name: 'its own host rather than the domain', url: 'https://sport.news.example/a', want: ['sport'] },
  { name: 'the domain where no host fits', url: 'https://m.news.example/a', want: ['main', 'sport'] },
  { name: "the publisher's website", url: 'https://www.paper.example/a', want: ['far'] },
  { name: 'no neighbour under a shared suffix', url: 'https://two.github.io/a', want: [] },
  { name: 'nobody for a stranger', url: 'https://stranger.example/a', want: [] },
])('a page is of $name', ({ url, want }) => {
  expect(sourcesOfPage(sources, url).map(({ id }) => id)).toEqual(want)
})
