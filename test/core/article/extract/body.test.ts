import { expect, test } from 'vitest'
import { articleText } from '../../../../src/core/article/blocks.ts'
import { extractArticle } from '../../../../src/core/article/extract/extract-article.ts'
import { sanitizeTree } from '../../../../src/core/article/sanitize.ts'

const sentences = [
  'The council of the harbour town voted on Tuesday evening to close the old bridge for repairs, and the mayor said that the work would take until spring.',
  'Engineers found cracks in two of the seven arches last month, after a winter in which the river rose higher than in any year since the records began.',
  'Traders on the northern bank fear for their business: most of their customers come on foot, and the next crossing is four kilometres away.',
  '“We were promised a ferry,” said Anna Brandt, who has sold fish there for thirty years, “and now we hear that there is no money for it.”',
  'The regional government will pay half of the cost, the town a quarter, and the rest is to come from a fund for monuments, if its board agrees in June.',
]
const paragraphs = sentences.map(sentence => `<p>${sentence}</p>`)
const page = (body: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><title>Old bridge closes</title>${head}</head><body>
  <header><a href="/">The Harbour Post</a><nav><ul><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
  ${body}
  <footer><p>© The Harbour Post. All rights reserved.</p></footer></body></html>`
const articleOf = (page: { html: string; url: string | null; isTraced?: boolean }) => {
  const { body, ...found } = extractArticle(page)
  return { ...found, html: sanitizeTree(body).html }
}
const extracted = (html: string): string[] =>
  articleText(articleOf({ html, url: 'https://harbour.example/a/1' }).html).split('\n\n')
const inset = (box: string): string => [...paragraphs.slice(0, 2), box, ...paragraphs.slice(2)].join('\n')

test.each([
  {
    name: 'paragraphs in an article',
    body: `<article><h1>Old bridge closes</h1>${paragraphs.join('')}</article>`,
  },
  {
    name: 'an old page of a table and line breaks',
    body: `<table><tr><td width="150"><a href="/a">Archive</a><br><a href="/b">Weather</a><br><a href="/c">Letters</a></td><td><h1>Old bridge closes</h1>${sentences.join('<br><br>')}</td></tr></table>`,
  },
  {
    name: 'text right in divs',
    body: `<div id="c"><h1>Old bridge closes</h1>${sentences.map(sentence => `<div>${sentence}</div>`).join('')}</div>`,
  },
  {
    name: 'a body in several containers',
    body: `<main><h1>Old bridge closes</h1><div class="part">${paragraphs.slice(0, 2).join('')}</div><div class="ad">Advertisement</div><div class="part">${paragraphs.slice(2).join('')}</div></main>`,
  },
  {
    name: 'a promotion in the body',
    body: `<article><h1>Old bridge closes</h1>${inset('<div class="promo"><h4><a href="/z">All about bridges</a></h4><p>Read everything that our reporters have written about bridges and tunnels of the region.</p></div>')}</article>`,
  },
  {
    name: 'a line that leads elsewhere',
    body: `<article><h1>Old bridge closes</h1>${inset('<p><strong>Read also:</strong> <a href="/b">The ferry that never came</a></p>')}</article>`,
  },
  {
    name: 'a sign-up in the body',
    body: `<article><h1>Old bridge closes</h1>${inset('<div class="newsletter-box"><p>Sign up for our newsletter and get the news of the harbour every morning in your inbox.</p></div>')}</article>`,
  },
  {
    name: 'a figure with its caption and the caption again',
    body: `<article><h1>Old bridge closes</h1>${inset('<figure><img src="b.jpg" alt="The bridge in March"><figcaption>The bridge in March</figcaption></figure>')}</article>`,
  },
  {
    name: 'a consent overlay',
    body: `<div id="cookie-consent" class="consent"><h2>We value your privacy</h2><p>We and our partners store and access information on a device, such as cookies, and process personal data for advertising.</p><button>Accept</button></div><article><h1>Old bridge closes</h1>${paragraphs.join('')}</article>`,
  },
  {
    name: 'comments of readers',
    body: `<article><h1>Old bridge closes</h1>${paragraphs.join('')}</article><section id="comments"><h3>2 comments</h3><div class="comment"><b>otto</b><p>They should have done this years ago, if you ask me, but nobody ever does.</p></div><div class="comment"><b>lena</b><p>And who pays for the ferry in the end? We do, as always in this town.</p></div></section>`,
  },
  {
    name: 'the author’s biography',
    body: `<article><h1>Old bridge closes</h1>${paragraphs.join('')}<div class="author-bio"><p>Jo Field writes about the river and its people for The Harbour Post.</p></div></article>`,
  },
  {
    name: 'a list of related articles',
    body: `<article><h1>Old bridge closes</h1>${paragraphs.join('')}<h3>Related</h3><ul class="related-list"><li><a href="/1">A winter of high water</a></li><li><a href="/2">The seven arches</a></li><li><a href="/3">What a ferry costs</a></li></ul></article>`,
  },
])('$name: the body is its paragraphs', ({ body }) => {
  expect(extracted(page(body))).toEqual(sentences)
})

test('a list and a table that belong keep their items and rows', () => {
  const belongs =
    '<h2>What is planned</h2><ul><li>The bridge is closed from the first of April.</li><li>A bus goes every ten minutes.</li></ul><table><tr><th>Who</th><th>Pays</th></tr><tr><td>Region</td><td>50 %</td></tr><tr><td>Town</td><td>25 %</td></tr></table>'
  const { html } = articleOf({
    html: page(`<article><h1>Old bridge closes</h1>${inset(belongs)}</article>`),
    url: null,
  })

  expect(html).toContain('<ul><li>The bridge is closed from the first of April.</li>')
  expect(html).toMatch(/<tr><td>Region<\/td><td>50 %<\/td><\/tr>/)
})

test('the parts of a quotation in another language keep that language, the whole article does not', () => {
  const { html } = articleOf({
    html: page(
      `<div lang="en" dir="ltr"><h1>Old bridge closes</h1>${inset('<blockquote lang="de"><p>Wir haben das Geld für die Fähre nicht, und wir werden es auch im nächsten Jahr nicht haben.</p></blockquote>')}</div>`,
    ),
    url: null,
  })

  expect(html).toContain('<blockquote lang="de"><p>Wir haben')
  expect(html).not.toContain('dir="ltr"')
})

test('what the rules cut off and the trees choose is not said to be left out, and what the trees leave out is', () => {
  const { html, dropped } = articleOf({
    html: page(
      `<div class="sidebar-widget"><h1>Old bridge closes</h1>${paragraphs.join('')}</div><div><p>Tuesday, market day</p></div>`,
    ),
    url: null,
    isTraced: true,
  })

  for (const sentence of sentences) {
    expect(html).toContain(sentence)
    expect(dropped.map(({ text }) => sentence.startsWith(text.slice(0, 40)))).not.toContain(true)
  }
  expect(dropped).toContainEqual(
    expect.objectContaining({
      step: 'judge',
      text: 'Tuesday, market day',
      reason: expect.stringMatching(/\d %$/),
    }),
  )
})

const inScript = (state: unknown): string =>
  JSON.stringify(state).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e')

test.each([
  {
    name: 'JSON of its own',
    script: `<script id="state" type="application/json">${inScript({ article: { id: 7, body: paragraphs.join('') } })}</script>`,
  },
  {
    name: 'a string of JSON in a call, after a comment with a quotation mark',
    script: `<script>/* 7" */ push([1,${inScript(`5:${inScript({ title: 'Old bridge closes', body: `$$SLOT1$$${paragraphs.join('')}` })}`)}])</script>`,
  },
])('a page that a script builds is read from what it is sent: $name', ({ script }) => {
  expect(extracted(page(`<div id="app"></div>${script}`))).toEqual(sentences)
})

test('the text of scripts is left alone where the page has an article', () => {
  const other = inScript({ body: paragraphs.toReversed().join('') })

  expect(
    extracted(
      page(
        `<article><h1>Old bridge closes</h1>${paragraphs.join('')}</article><script>s = ${other}</script>`,
      ),
    ),
  ).toEqual(sentences)
})

test.each([
  { name: 'a list without items', body: `<dl>${sentences.join('<br><br>')}</dl>` },
  {
    name: 'the same article once more, for the printer',
    body: `<div class="text">${paragraphs.join('')}</div><div class="layer"><h2>Old bridge closes</h2><div>${paragraphs.join('')}</div></div>`,
  },
])('$name: the body is its paragraphs', ({ body }) => {
  expect(extracted(page(`<div><h1>Old bridge closes</h1>${body}</div>`))).toEqual(sentences)
})
