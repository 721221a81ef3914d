import type { Source } from '../../src/core/source/source.ts'

/** A source of one feed, whose pages give the texts; nothing waits, and no page is looked at again. */
export const sampleSource: Source = {
  id: 'news',
  name: 'News',
  feeds: ['https://news.example/rss'],
  language: 'en',
  topics: [],
  fullText: 'page',
  everyMinutes: { min: 10, max: 120 },
  politeness: { concurrency: 1, delaySeconds: 0 },
  headers: {},
  rules: {},
  recheck: { days: 7, perPull: 0 },
  maxNewArticles: 50,
}
