import fc from 'fast-check'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { expect, test } from 'vitest'
import type { ArchivedArticle } from '../../../src/core/article/article.ts'
import { sanitizeHtml } from '../../../src/core/article/sanitize.ts'
import { writeArticlePages } from '../../../src/core/page/article-page.ts'
import { writeFrontPage } from '../../../src/core/page/front-page.ts'
import { writeListPage } from '../../../src/core/page/list-page.ts'
import { sampleSite } from '../../support/reading-room.ts'
import { asArchived, sampleArticle, sampleNowMs } from '../../support/sample-article.ts'

// Whatever stands in an article's texts, the page has the same elements with the same attributes as with harmless ones.

/** Texts made of what breaks templates, and of anything else. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '`',
        '=',
        '/',
        '\\',
        '\0',
        ']]>',
        '-->',
        '<!--',
        '&quot;',
        '&#34;',
      ),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '</title>',
        '</style>',
        '</main>',
        '<img src=x onerror=a>',
      ),
      fc.constantFrom(
        '" onclick="a',
        "' style='a",
        '{{x}}',
        'javascript:a',
        '\u202e',
        '\u2028',
        '𝕏',
        '\ud800',
      ),
      fc.string({ maxLength: 12, unit: 'binary' }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  // Line breaks part the paragraphs of a notice, and are meant to.
  .map(parts => `x${parts.join('').replace(/[\n\r]/g, '')}`)

function articlePages(text: string): string {
  const archived: ArchivedArticle = {
    ...asArchived(sampleArticle(1)),
    title: text,
    byline: [text],
    notices: [text],
    credits: [text],
    corrections: [text],
    figures: [{ alt: text, caption: `caption ${text}` }],
    canonicalUrl: `https://news.example/${text}`,
    html: sanitizeHtml('<p>Text</p>'),
  }
  return writeArticlePages(archived, text).join('')
}

const line = { id: '0123456789ab', language: 'ru', direction: 'ltr', publishedMs: sampleNowMs } as const
const titles = (text: string) => [{ ...line, title: text, sourceName: text }]
const edition = (text: string) => ({ slug: 'source-x', title: text, count: 1 })
const writers: Record<string, (text: string) => string> = {
  article: articlePages,
  front: text =>
    writeFrontPage({
      site: { ...sampleSite, title: text },
      titles: titles(text),
      editions: [edition(text)],
      nextAddress: text,
      hasSearch: true,
      offlineForms: ['html', 'epub'],
    }),
  list: text =>
    writeListPage({
      site: sampleSite,
      edition: edition(text),
      page: 1,
      titles: titles(text),
      hasOlder: true,
    }),
}

test.each(Object.entries(writers))('no text breaks out of the template of the %s page', (_, write) => {
  const harmless = shapeOf(write('x'))

  fc.assert(
    fc.property(hostile, text => {
      expect(shapeOf(write(text))).toEqual(harmless)
    }),
    { numRuns: 500 },
  )
})

// All of them older than 2017, or read as plain text where they are not known.
const known = new Set(
  (
    'html head meta title link style body nav main article aside footer h1 h2 p ol ul li a small strong time bdi span br ' +
    'form input button'
  ).split(' '),
)

test.each(Object.entries(writers))('every element of the %s page is known to old browsers', (_, write) => {
  const names = shapeOf(write('x')).map(each => each.split(' ')[0] ?? '')

  expect(names.filter(name => !known.has(name))).toEqual([])
})

test('nothing that can be pressed stands before the notices of an article', () => {
  const article = articlePages('a notice')

  expect(article.indexOf('<aside>')).toBeGreaterThan(0)
  expect(article.indexOf('<a ')).toBeGreaterThan(article.indexOf('</aside>'))
})

/** Every element of a page with the names of its attributes, in order, as a browser would build them. */
function shapeOf(page: string): readonly string[] {
  const shape: string[] = []
  const visit = (node: DefaultTreeAdapterTypes.Node) => {
    if ('attrs' in node) shape.push([node.tagName, ...node.attrs.map(each => each.name)].join(' '))
    if ('childNodes' in node) node.childNodes.forEach(visit)
  }
  visit(parse(page))
  return shape
}
