import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { extractArticle } from '../../../src/core/article/extract/extract-article.ts'
import { sanitizeTree } from '../../../src/core/article/sanitize.ts'
import { readSiteConfig } from '../../../src/core/source/read-site-config.ts'
import { siteHosts } from '../../../src/core/source/site-hosts.ts'
import type { SiteRules } from '../../../src/core/source/source.ts'

const file = readFileSync(new URL('../../fixtures/site-configs/news.example.txt', import.meta.url), 'utf8')
const { rules, skipped } = readSiteConfig(file)

test('a site-config file is read for its common directives', () => {
  expect(rules).toEqual({
    title: ["xpath://h1[@class='headline']"],
    body: [
      "xpath://div[@id='gone']",
      "xpath://div[contains(concat(' ', normalize-space(@class), ' '), ' story ')]",
    ],
    byline: ["xpath://meta[@name='writer']/@content"],
    published: ['xpath://span[@data-at]/@data-at'],
    remove: [
      "xpath://p[contains(., 'Also read')] | //div[@class='story']/following-sibling::*",
      '[class*="promo-box"], [id*="promo-box"]',
    ],
    replace: [
      { from: '<br/><br/>', to: '</p><p>' },
      { from: 'colour', to: 'color' },
    ],
    userAgent: 'Mozilla/5.0 (compatible; Tests/1.0)',
    test: [{ url: 'https://news.example/a/1', contains: ['rules for river transport'] }],
  })
})

test('what is not understood is named with its line', () => {
  expect(skipped).toEqual([
    'line 14: next_page_link is not supported',
    'line 15: body: no XPath that is understood',
  ])
})

test('a page is taken apart by its rules', () => {
  const page = `<!doctype html><html lang="en"><head><title>x</title><meta name="writer" content="Anna Petrova"></head><body>
<h1>Site</h1><h1 class="headline">The headline</h1><span data-at="2026-05-04T10:00:00Z">yesterday</span>
<div class="lead story"><p>The new rules for river transport.<br/><br/>A second colour.</p><p>Also read: another</p><div class="x promo-box-1">Buy</div></div>
<div class="foot">After</div></body></html>`
  const found = extractArticle({ html: page, url: 'https://news.example/a/1', rules })

  expect(found).toMatchObject({
    title: 'The headline',
    byline: ['Anna Petrova'],
    publishedMs: Date.UTC(2026, 4, 4, 10),
    method: 'rules',
  })
  expect(sanitizeTree(found.body).html).toBe(
    '<p>The new rules for river transport.</p><p>A second color.</p>',
  )
})

test('what a rule keeps no step takes out', () => {
  const text = 'A paragraph of the article that is long enough to be one, with a comma, and more. '
  const page = `<!doctype html><html lang="en"><body><article><h1>T</h1><p>${text.repeat(3)}</p><div class="related"><p><a href="x">Timeline</a> of events</p></div><p>${text.repeat(3)}</p></article>`
  const bodyBy = (rules: SiteRules) =>
    sanitizeTree(extractArticle({ html: page, url: null, rules }).body).html

  expect(bodyBy({})).not.toContain('Timeline')
  expect(bodyBy({ keep: '.related' })).toContain('Timeline')
})

test('rules are looked for under the host and the domains above it', () => {
  expect(siteHosts('https://www.m.news.example/a')).toEqual([
    'm.news.example',
    '.m.news.example',
    '.news.example',
  ])
  expect(siteHosts('no address')).toEqual([])
})
