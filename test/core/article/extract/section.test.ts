import { expect, test } from 'vitest'
import { extractArticle } from '../../../../src/core/article/extract/extract-article.ts'

const sentence =
  'The council of the harbour town voted on Tuesday evening to close the old bridge for repairs until the spring of next year.'
const sectionOf = ({ head = '', before = '', after = '' }): string | null =>
  extractArticle({
    html: `<!doctype html><html lang="en"><head><title>Old bridge closes</title><meta property="og:site_name" content="Harbour Post">${head}</head><body><main>${before}<h1>Old bridge closes</h1>${after}<article>${`<p>${sentence} ${sentence}</p>`.repeat(4)}</article></main></body></html>`,
    url: 'https://www.harbour.example/news/1',
  }).section
const linked = (facts: object): string =>
  `<script type="application/ld+json">${JSON.stringify(facts)}</script>`
const article = (facts: object): string => linked({ '@type': 'NewsArticle', ...facts })
const trail = (...names: readonly string[]): string =>
  linked({
    '@type': 'BreadcrumbList',
    itemListElement: names.map((name, at) => ({ '@type': 'ListItem', position: at + 1, item: { name } })),
  })

test.each([
  { name: 'JSON-LD', head: article({ articleSection: 'Shipping' }) },
  { name: 'the first of several', head: article({ articleSection: ['Shipping', 'Town'] }) },
  { name: 'the first of several in one line', head: article({ articleSection: 'Shipping,Town' }) },
  {
    name: 'of several the one that meta names too',
    head: `${article({ articleSection: 'slider,Town,Shipping' })}<meta property="article:section" content="Shipping">`,
  },
  { name: 'meta', head: '<meta property="article:section" content="Shipping">' },
  { name: 'meta in the words of another system', head: '<meta name="prism.section" content="Shipping">' },
  {
    name: 'breadcrumbs for machines, without the way home and the article',
    head: trail('Home', 'Town', 'Shipping', 'Old bridge closes'),
  },
  {
    name: 'breadcrumbs rather than what a template calls every article',
    head: `${article({ articleSection: 'Articles' })}${trail('Harbour Post', 'Shipping')}`,
  },
  { name: 'microdata', before: '<a itemprop="articleSection" href="/harbour">Shipping</a>' },
  {
    name: 'breadcrumbs that are shown',
    before:
      '<ul class="breadcrumbs"><li><a href="/">Home</a></li><li><a href="/town">Town »</a></li><li><a href="/harbour">Shipping »</a></li></ul>',
  },
  { name: 'a link that is called so', before: '<a class="article-label" href="/harbour">Shipping</a>' },
  {
    name: 'a category behind the headline',
    after: '<p class="post-category"><a href="/c/harbour">Shipping</a></p>',
  },
])('the section is read from $name', ({ head = '', before = '', after = '' }) => {
  expect(sectionOf({ head, before, after })).toBe('Shipping')
})

test('a name with commas in it is one', () => {
  const head = '<meta property="article:section" content="Waste, Fraud &amp; Abuse">'

  expect(sectionOf({ head })).toBe('Waste, Fraud & Abuse')
})

test.each([
  { name: 'what every article is called', head: article({ articleSection: 'Uncategorized' }) },
  { name: 'the name of the site', head: article({ articleSection: 'Harbour Post' }) },
  { name: 'the way to the article itself', head: trail('Home', 'Old bridge closes') },
  {
    name: 'where a reader may share it',
    before: '<p class="section-tools"><a href="/share?1">Share</a></p>',
  },
  { name: 'who wrote it', before: '<p class="category"><a href="/people/jo">Jo Field</a></p>' },
  {
    name: 'a whole menu',
    before: `<ul class="section-list">${'<li><a href="/x">Town</a></li>'.repeat(9)}</ul>`,
  },
])('$name is no section', ({ head = '', before = '' }) => {
  expect(sectionOf({ head, before })).toBeNull()
})
