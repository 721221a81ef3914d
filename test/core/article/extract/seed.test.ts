import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { articleText } from '../../../../src/core/article/blocks.ts'
import { extractArticle } from '../../../../src/core/article/extract/extract-article.ts'
import { sanitizeArticle } from '../../../../src/core/article/sanitize-article.ts'

const seed = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/seed/${name}`, import.meta.url), 'utf8')
const expected = JSON.parse(seed('rferl-belarus.expected.json'))
const url = 'https://www.rferl.org/a/nato-chief-jens-stoltenberg-belarus-russia/31293164.html'

describe.each([
  { file: 'rferl-belarus.html', publishedMs: null },
  { file: 'rferl-belarus.dated.html', publishedMs: Date.UTC(2021, 5, 6, 12) },
])('the newsroom page $file', ({ file, publishedMs }) => {
  const extraction = extractArticle({ html: seed(file), url, isTraced: true })
  const article = sanitizeArticle({
    extraction,
    entry: null,
    source: { id: 'rferl', name: 'RFE/RL', language: 'en', topics: [] },
    capture: { url, capturedAtMs: 0 },
  })

  test('gives the paragraphs and nothing else as its text', () => {
    expect(article.text.split('\n\n')).toEqual(expected.paragraphs)
  })

  test('gives title, byline, language, direction and canonical address', () => {
    expect(article).toMatchObject({
      title: expected.title,
      byline: [expected.byline],
      language: expected.lang,
      direction: expected.dir,
      canonicalUrl: expected.canonical,
    })
  })

  test('is dated by its markup alone, never by its text', () => {
    expect(article.publishedMs).toBe(publishedMs)
  })

  test('keeps the credit and the notice apart, both whole', () => {
    expect(article.credits).toEqual([expected.credit])
    expect(article.notices).toEqual([expected.noticeParagraphs.join('\n')])
  })

  test('gives the one figure with its caption once', () => {
    expect(article.figures).toEqual([expected.image])
  })

  test('lets nothing through that surrounds the article', () => {
    const words = [article.title, article.text, ...article.credits].join('\n')
    const leaked = (expected.mustNotContain as string[]).filter(each =>
      /^(?:XS|SM|MD|LG)$/.test(each)
        ? words.split('\n').includes(each)
        : words.includes(each) || article.html.includes(each),
    )

    expect(leaked).toEqual([])
    expect(words).not.toContain(expected.authorBio)
    expect(articleText(article.html)).toBe(article.text)
  })

  test('says why the promotion and the author box were left out', () => {
    expect(extraction.dropped).toContainEqual(
      expect.objectContaining({
        step: 'chrome',
        reason: 'promo',
        text: expect.stringContaining('Crisis In Belarus'),
      }),
    )
    expect(extraction.dropped).toContainEqual(
      expect.objectContaining({
        step: 'chrome',
        reason: 'author',
        text: expect.stringContaining('RFE/RL journalists'),
      }),
    )
  })
})
