import { describe, expect, test } from 'vitest'
import type { ArchivedArticle } from '../../../src/core/article/article.ts'
import { correctArticle } from '../../../src/core/article/correct-article.ts'
import { sanitizeHtml } from '../../../src/core/article/sanitize.ts'
import { asArchived, sampleArticle } from '../../support/sample-article.ts'

const first = 'The first paragraph names a witness, who has asked us since to take her name out of it.'

function archived(changes: Parameters<typeof sampleArticle>[1] = {}): ArchivedArticle {
  const html = sanitizeHtml(`<p>${first}</p><p>The second.</p>`)
  const text = `${first}\n\nThe second.`
  return asArchived(sampleArticle(1, { html, text, summary: first, ...changes }))
}

describe('a correction', () => {
  test('of the headline leaves everything else', () => {
    const article = archived()

    const { title, html, text, summary, contentHash } = correctArticle(article, {
      title: ' New \n headline ',
    })

    expect({ title, html, text, summary }).toEqual({
      title: 'New headline',
      html: article.html,
      text: article.text,
      summary: article.summary,
    })
    expect(contentHash).not.toBe(article.contentHash)
  })

  test('takes plain paragraphs, with nothing in them taken for markup', () => {
    const { html, text } = correctArticle(archived(), {
      text: 'One & <b>two</b>\nnext line\r\n\r\nThree',
    })

    expect(html).toBe('<p>One &amp; &lt;b&gt;two&lt;/b&gt;<br>next line</p><p>Three</p>')
    expect(text).toBe('One & <b>two</b>\nnext line\n\nThree')
  })

  test('takes HTML, sanitized like any other', () => {
    const { html } = correctArticle(archived(), {
      text: '<p onclick="x()">Said <em>so</em></p><script>alert(1)</script><p><a href="/b">b</a></p>',
    })

    expect(html).toBe('<p>Said <em>so</em></p><p><a href="https://news.example/b">b</a></p>')
  })

  test('of the text takes what was cut out of it out of the summary that was made of it', () => {
    const { summary } = correctArticle(archived(), {
      text: 'Nothing of the witness stands here any more.',
    })

    expect(summary).toBe('Nothing of the witness stands here any more.')
  })

  test('leaves a summary that the publisher wrote, unless another is given', () => {
    const article = archived({ summary: 'In other words.' })

    expect(correctArticle(article, { text: 'New' }).summary).toBe('In other words.')
    expect(correctArticle(article, { summary: 'Short' }).summary).toBe('Short')
  })

  test('adds its note to those that are there', () => {
    const article = archived()

    expect(correctArticle(article, { note: 'A name was taken out.' }).corrections).toEqual([
      ...article.corrections,
      'A name was taken out.',
    ])
  })

  test.each([
    { name: 'that changes nothing', wanted: {}, says: 'changes nothing' },
    { name: 'that leaves no headline', wanted: { title: ' ' }, says: 'a title and a text' },
    { name: 'that leaves no text', wanted: { text: '<p></p>' }, says: 'a title and a text' },
  ])('$name is refused', ({ wanted, says }) => {
    const article = archived()

    expect(() => correctArticle(article, wanted)).toThrow(says)
  })
})
