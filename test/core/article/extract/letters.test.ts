import { expect, test } from 'vitest'
import { extractArticle } from '../../../../src/core/article/extract/extract-article.ts'
import { sanitizeArticle } from '../../../../src/core/article/sanitize-article.ts'

test.each([
  { name: 'the non-joiner of Persian', letters: 'می\u200Cخواهم', language: 'fa' },
  { name: 'the joiner of Sinhala', letters: 'ක්\u200Dෂ', language: 'si' },
  { name: 'the marks of direction', letters: 'שלום\u200F!\u200E', language: 'he' },
  { name: 'the tsheg of Tibetan', letters: 'བོད་སྐད\u0F0Bདང', language: 'bo' },
  { name: 'combining marks as they were written', letters: 'и\u0306 е\u0301 n\u0303', language: 'ru' },
  { name: 'composed letters as they were written', letters: '\u0439 \u00E9 \u00F1', language: 'ru' },
  { name: 'the two letters i of Turkish', letters: 'İstanbul ılık', language: 'tr' },
  { name: 'the palochka', letters: 'гӀалгӀай', language: 'inh' },
  { name: 'Persian and Arabic forms of one letter', letters: 'ي ی ك ک', language: 'fa' },
  { name: 'three sets of digits', letters: '1 ١ ۱', language: 'fa' },
])('$name are kept in title, text and markup', ({ letters, language }) => {
  const words = `${letters} ${'слово слова, '.repeat(20)}${letters}.`
  const html = `<!doctype html><html lang="${language}"><head><meta property="og:title" content="${letters} ${letters}"></head><body><article><h1>${letters} ${letters}</h1><p>${words}</p><p>${words}</p></article></body></html>`
  const article = sanitizeArticle({
    extraction: extractArticle({ html, url: 'https://harbour.example/1' }),
    entry: null,
    source: { id: 'harbour', name: 'Harbour', language: 'en', topics: [] },
    capture: { url: 'https://harbour.example/1', capturedAtMs: 0 },
  })

  expect(article.title).toBe(`${letters} ${letters}`)
  expect(article.text).toBe(`${words}\n\n${words}`)
  expect(article.html).toBe(`<p>${words}</p><p>${words}</p>`)
})
