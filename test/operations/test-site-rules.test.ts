import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { createFixedClock } from '../../src/adapters/memory/clock.ts'
import { createMemoryFetcher } from '../../src/adapters/memory/fetcher.ts'
import { readSiteFile } from '../../src/adapters/node/site-folder.ts'
import { createExtractor } from '../../src/adapters/web/extractor.ts'
import { createSiteBook } from '../../src/adapters/web/site-book.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import type { SiteRules } from '../../src/core/source/source.ts'
import { testSiteRules } from '../../src/operations/test-site-rules.ts'

const url = 'https://news.example/a/1'
const words = 'The ministry said that the new rules for river transport would come into force, at last. '
const pageWith = (className: string) => ({
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><title>T</title><h1 class="headline">T</h1><div class="${className}"><p>${words.repeat(4)}</p></div>`,
})

async function outcomesOf(rules: SiteRules, className: string, folder: string | null = null) {
  const { sources } = parseConfig(
    {
      title: 'T',
      sources: [{ id: 'news', name: 'News', feeds: ['https://news.example/rss'], language: 'en' }],
    },
    () => '',
  )
  const [source] = sources
  if (source === undefined) throw new Error('no source')
  const deps = {
    fetcher: createMemoryFetcher({ [url]: pageWith(className) }, 0),
    extractor: createExtractor(),
    siteBook: createSiteBook({
      sites: [],
      readFile: folder === null ? null : host => readSiteFile(folder, host),
    }),
    clock: createFixedClock(0),
  }
  return testSiteRules({ ...source, rules }, url, deps)
}

test('rules that find what they should are without fault', async () => {
  const rules = { body: '.story', test: [{ url, contains: ['river transport'] }] }

  expect(await outcomesOf(rules, 'story')).toEqual([{ url, faults: [], isReached: true }])
})

test('a site that changed is told by its rules and by its words', async () => {
  const rules = { body: '.story', test: [{ url, contains: ['words of yesterday'] }] }

  expect(await outcomesOf(rules, 'renamed')).toEqual([
    {
      url,
      faults: ['the rule for the body finds nothing', 'the article does not hold "words of yesterday"'],
      isReached: true,
    },
  ])
})

test("the addresses of the operator's site-config files are tested too", async () => {
  const folder = resolve(import.meta.dirname, '../fixtures/site-configs')

  expect(await outcomesOf({}, 'lead story', folder)).toEqual([{ url, faults: [], isReached: true }])
  expect((await outcomesOf({}, 'renamed', folder))[0]?.faults).toEqual([
    'the rule for the body finds nothing',
  ])
})

test('a page that is gone is a fault, not a crash', async () => {
  const rules = { test: [{ url: 'https://news.example/gone', contains: [] }] }

  expect((await outcomesOf(rules, 'story'))[0]?.faults).toEqual([expect.stringContaining('upstream-refused')])
})

test('a selector that is none is refused in the configuration', () => {
  const configured = (body: string) => () =>
    parseConfig({ title: 'T', sites: [{ host: 'news.example', rules: { body } }] }, () => '')

  expect(configured('div[')).toThrow('sites[0].rules.body')
  expect(configured('xpath://div[')).toThrow('sites[0].rules.body')
  expect(configured('xpath://div')).not.toThrow()
})
