import { expect, test } from 'vitest'
import { defineConfig } from '../../src/config/define-config.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { importSources, writeSources } from '../../src/config/write-sources.ts'

const subscription = (
  title: string | null,
  feedUrl: string,
  more: { language?: string; categories?: string[] } = {},
) => ({
  title,
  feedUrl,
  pageUrl: null,
  language: more.language ?? null,
  categories: more.categories ?? [],
})

test.each([
  {
    name: 'a title',
    given: subscription('BBC News – Persian', 'https://a.example/rss'),
    want: 'bbc-news-persian',
  },
  {
    name: 'a title with accents',
    given: subscription('Gazeta Wyborcza: Łódź, Żółć', 'https://a.example/'),
    want: 'gazeta-wyborcza-odz-zo-c',
  },
  {
    name: 'a title without Latin letters',
    given: subscription('Радио Свобода', 'https://www.svoboda.example/api/'),
    want: 'svoboda-example',
  },
  {
    name: 'no title',
    given: subscription(null, 'https://www.svoboda.example/api/'),
    want: 'svoboda-example',
  },
])('an id is made of $name', ({ given, want }) => {
  expect(importSources([given])[0]?.id).toBe(want)
})

test('each source has an id of its own', () => {
  const sources = importSources(['1', '2', '3'].map(n => subscription('News', `https://a.example/${n}`)))

  expect(sources.map(source => source.id)).toEqual(['news', 'news-2', 'news-3'])
})

test('what is written is a list of sources that the configuration takes', () => {
  const imported = importSources([
    subscription("It's \\ \u2028 news", 'https://a.example/rss?a=1&b=2', {
      language: 'fa',
      categories: ['World News', 'Новости'],
    }),
    subscription('Other', 'https://b.example/rss', { language: 'not a language' }),
  ])
  const written = writeSources(imported)

  const sources = new Function(`return [${written}]`)()

  expect(written).toContain('// nothing says which it is: check it')
  expect(written).toContain('Новости')
  const config = parseConfig(defineConfig({ title: 'x', sources }), () => '')
  expect(config.sources).toMatchObject([
    {
      id: 'it-s-news',
      name: "It's \\   news",
      feeds: ['https://a.example/rss?a=1&b=2'],
      language: 'fa',
      topics: ['world-news'],
    },
    { id: 'other', language: 'en', topics: [] },
  ])
})
