import { expect, test } from 'vitest'
import { extractArticle } from '../../../../src/core/article/extract/extract-article.ts'
import { lineOf } from '../../../../src/core/html/text.ts'

const own = [
  'The council of the harbour town voted on Tuesday evening to close the old bridge for repairs, and the mayor said that the work would take until spring.',
  'Engineers found cracks in two of the seven arches last month, after a winter in which the river rose higher than in any year since the records began.',
  'Traders on the northern bank fear for their business: most of their customers come on foot, and the next crossing is four kilometres away.',
  'The regional government will pay half of the cost, the town a quarter, and the rest is to come from a fund for monuments, if its board agrees in June.',
]
const other = [
  'Rumours of the return of the manager to his old club began on Monday night, and by the morning two newspapers had named the day on which he would sign.',
  'Several players are said to be in favour of it, among them the captain, who worked with him for two years and has called him the best of his teachers.',
  'The club has talked to three candidates for the post and did not want to comment on any of them before the match in the capital on Wednesday night.',
]
const paragraphs = (lines: readonly string[]): string => lines.map(line => `<p>${line}</p>`).join('')
const textOf = (html: string): string =>
  extractArticle({ html, url: 'https://harbour.example/1' }).body.map(lineOf).join('\n')

test('the next article on the page is none of the body', () => {
  const text = textOf(`<title>Old bridge closes</title><main>
<article class="entity"><h1>Old bridge closes</h1><div class="text">${paragraphs(own)}</div></article>
<div class="under"><article class="entity"><div class="text">${paragraphs(other)}</div></article></div></main>`)

  expect(text).toContain(own[3])
  expect(text).not.toContain(other[0])
})

test('where the headline stands outside, the first of two articles is the one', () => {
  const text = textOf(`<title>Old bridge closes</title><main><h1>Old bridge closes</h1>
<article class="entity"><div class="text">${paragraphs(own)}</div></article>
<article class="entity"><div class="text">${paragraphs(other)}</div></article></main>`)

  expect(text).toContain(own[0])
  expect(text).not.toContain(other[1])
})

test('an article in which the headline stands alone leaves the body to another', () => {
  const text = textOf(`<title>Old bridge closes</title><main>
<article><h1>Old bridge closes</h1><p>${own[0]}</p></article>
<article><div class="text">${paragraphs(own.slice(1))}</div></article></main>`)

  expect(text).toContain(own[3])
})
