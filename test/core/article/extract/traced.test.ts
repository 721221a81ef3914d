import { expect, test } from 'vitest'
import { extractArticle } from '../../../../src/core/article/extract/extract-article.ts'

const sentence =
  'The council of the harbour town voted on Tuesday evening to close the old bridge for repairs until the spring of next year.'
const page = `<!doctype html><html lang="en"><title>Old bridge closes</title><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/s">Sport</a></li></ul></nav>
<article><h1>Old bridge closes</h1><p class="by">By Jo Field</p>
<p>${sentence} ${sentence}</p><p hidden>Only for machines, this one.</p><p class="box">Same words</p>
<figure><img src="a.jpg"><figcaption>The bridge in winter</figcaption></figure>
<p>${sentence} It is an old one.</p><p>${sentence} Nobody was hurt.</p>
<p>With reporting by dpa</p></article>
<footer><p>Same words</p><p>All rights reserved.</p></footer></body></html>`

const fatesOf = (rules = {}) =>
  extractArticle({ html: page, url: null, rules, isTraced: true }).traced.map(
    ({ line, step }) => `${step}: ${line.slice(0, 24)}`,
  )

test('every passage is told in reading order, with the step that decided', () => {
  const fates = fatesOf()

  expect(fates.map(fate => fate.split(': ')[1])).toEqual([
    'Home',
    'Sport',
    'Old bridge closes',
    'By Jo Field',
    'The council of the harbo',
    'Only for machines, this ',
    'Same words',
    'The bridge in winter',
    'The council of the harbo',
    'The council of the harbo',
    'With reporting by dpa',
    'Same words',
    'All rights reserved.',
  ])
  expect(fates.filter(fate => fate.startsWith('kept: The council'))).toHaveLength(3)
  expect(fates).toContain('hidden: Only for machines, this ')
  expect(fates).toContain('caption: The bridge in winter')
  expect(fates).toContain('credit: With reporting by dpa')
})

test('of two passages that say the same each has its own fate', () => {
  const fates = fatesOf({ keep: '.box' }).filter(fate => fate.endsWith('Same words'))

  expect(fates).toEqual(['kept: Same words', expect.not.stringContaining('kept')])
})

test('what a site rule takes out stands at its place', () => {
  const fates = fatesOf({ remove: '.box' })
  const at = fates.indexOf('rules: Same words')

  expect(fates[at - 1]).toBe('hidden: Only for machines, this ')
  expect(fates[at + 1]).toBe('caption: The bridge in winter')
})

test("in the body of a site's rule all is kept but what was taken out of it", () => {
  const fates = fatesOf({ body: 'article', remove: '.by' })

  expect(fates).toContain('rules: By Jo Field')
  expect(fates).toContain('kept: Same words')
  expect(fates).toContain('left out: All rights reserved.')
})

test('following changes nothing in what is found', () => {
  const { traced, dropped, ...followed } = extractArticle({ html: page, url: null, isTraced: true })
  const plain = extractArticle({ html: page, url: null })

  expect(plain).toEqual({ ...followed, traced: [], dropped: [] })
  expect(traced).not.toEqual([])
  expect(dropped).not.toEqual([])
})
