import { expect, test } from 'vitest'
import { extractArticle } from '../../../../src/core/article/extract/extract-article.ts'
import { lineOf } from '../../../../src/core/html/text.ts'

const sentence =
  'The council of the harbour town voted on Tuesday evening to close the old bridge for repairs until the spring of next year'
const body = Array.from({ length: 6 }, (_, n) => `<p>${sentence}, and it said so ${n} times.</p>`)
const fact =
  'An arch carries the weight of what is on it to its two ends, and from there into the ground, which is why it can do without a beam.'
const textOf = (html: string): string =>
  extractArticle({
    html: `<title>Old bridge closes</title><article><h1>Old bridge closes</h1><div class="text">${html}</div></article>`,
    url: 'https://harbour.example/1',
  })
    .body.map(lineOf)
    .join('\n')

test.each(['<div class="column factbox">', '<div class="fakta-boks">', '<aside>', '<div id="infobox">'])(
  'what %s explains beside the text is left out',
  start => {
    const box = `${start}<p>${fact}</p>${start.startsWith('<aside') ? '</aside>' : '</div>'}`

    const text = textOf(body.slice(0, 3).join('') + box + body.slice(3).join(''))

    expect(text).toContain('5 times')
    expect(text).not.toContain('An arch')
  },
)

test('a text that stands in such a box as a whole is the text', () => {
  expect(textOf(`<div class="facts">${body.join('')}</div>`)).toContain('5 times')
})
