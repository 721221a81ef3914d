import { expect, test } from 'vitest'
import { createFixedClock } from '../../src/adapters/memory/clock.ts'
import { createMemoryFetcher, type MemoryAnswer } from '../../src/adapters/memory/fetcher.ts'
import { createExtractor } from '../../src/adapters/web/extractor.ts'
import { AppError } from '../../src/core/errors.ts'
import type { SiteRules } from '../../src/core/source/source.ts'
import { rulesCheck } from '../../src/operations/doctor/rules.ts'
import { openReadingRoom } from '../support/reading-room.ts'
import { sampleArticle, sampleNowMs } from '../support/sample-article.ts'
import { sampleSource } from '../support/sample-source.ts'

const sentence = 'The ministry said that the new rules for river transport would come into force, at last. '
const pageOf = (className: string) => ({
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><title>T</title><h1>T</h1><div class="${className}"><p>${sentence.repeat(4)}</p></div>`,
})
const outlook = {
  addressesOf: async () => [],
  nameServersOf: async () => [],
  certificateOf: async () => null,
  domainEndMs: async () => null,
  answers: async () => true,
}
const url = 'https://news.example/a/1'
const rules: SiteRules = { body: '.story', test: [{ url, contains: ['river transport', 'ferries at dawn'] }] }

async function findingsOf(
  pages: Record<string, MemoryAnswer>,
  { own = {}, site, file }: { own?: SiteRules; site?: SiteRules; file?: SiteRules },
) {
  const room = await openReadingRoom()
  await room.archive.put(sampleArticle(1), { nowMs: sampleNowMs })
  return rulesCheck.run({
    ...room,
    sources: [{ ...sampleSource, id: 'news', feeds: ['https://news.example/rss'], rules: own }],
    sites: site === undefined ? [] : [{ host: 'news.example', rules: site }],
    siteBook: { find: async () => (file === undefined ? null : { rules: file, skipped: [] }) },
    extractor: createExtractor(),
    fetcher: createMemoryFetcher(pages, 0),
    outlook,
    clock: createFixedClock(0),
  })
}

const changed = {
  severity: 'bad',
  finding: `the rules fit no more: ${url}: the rule for the body finds nothing; the article does not hold "ferries at dawn"`,
  next: expect.stringContaining(`tamizdat extract ${url}`),
}

test.each([
  { name: 'of a source', given: { own: rules } },
  { name: 'of a site of the configuration', given: { own: { body: '.story' }, site: rules } },
  { name: "of a site's file in the operator's folder", given: { file: rules } },
])('rules $name that fit no more are bad, with the address and what is missing', async ({ given }) => {
  expect(await findingsOf({ [url]: pageOf('renamed') }, given)).toEqual([changed])
})

test('a page that two rules name is asked for once', async () => {
  expect(await findingsOf({ [url]: pageOf('renamed') }, { own: rules, site: rules })).toHaveLength(1)
})

test('rules that fit are well', async () => {
  const own = { body: '.story', test: [{ url, contains: ['river transport'] }] }

  expect(await findingsOf({ [url]: pageOf('story') }, { own })).toEqual([
    { severity: 'ok', finding: 'the rules fit the page that they name', next: null },
  ])
})

test('a page that was taken down is bad: the rules are tested by nothing', async () => {
  expect(await findingsOf({}, { own: rules })).toEqual([
    {
      severity: 'bad',
      finding: expect.stringMatching(`upstream-refused.*${url} answered 404`),
      next: expect.any(String),
    },
  ])
})

test('a publisher who does not answer is a warning, not a site that changed', async () => {
  const error = new AppError('fetch-timeout', 'no answer in 30 s')

  expect(await findingsOf({ [url]: { error } }, { own: rules })).toEqual([
    {
      severity: 'warn',
      finding: expect.stringMatching(/can't be told: .*a\/1: fetch-timeout – no answer/),
      next: expect.any(String),
    },
  ])
})
