import { expect, test } from 'vitest'
import { linkedKeys, type Places, relink } from '../../../src/core/article/relink.ts'
import { sanitizeHtml } from '../../../src/core/article/sanitize.ts'

const places: Places = new Map([
  ['https://news.example/1?a=1&b=2', { id: 'one', archivedAtMs: 1 }],
  ['https://news.example/2', { id: 'two', archivedAtMs: 2 }],
])
const relinked = (html: string) => relink(sanitizeHtml(html), places, ({ id }) => `${id}.html`)

test.each([
  {
    name: 'a link to an article of ours leads to it here',
    given: '<p><a href="https://news.example/2" rel="nofollow">x</a></p>',
    want: '<p><a href="two.html" rel="nofollow">x</a></p>',
  },
  {
    name: 'the twins of an address lead to the same article',
    given: '<p><a href="http://www.news.example/2?utm_source=x#part">x</a></p>',
    want: '<p><a href="two.html">x</a></p>',
  },
  {
    name: 'an ampersand in an address is no obstacle',
    given: '<p><a href="https://news.example/1?a=1&amp;b=2">x</a></p>',
    want: '<p><a href="one.html">x</a></p>',
  },
  {
    name: 'other links stay as they are',
    given: '<p><a href="https://other.example/2">x</a> <a href="mailto:a@news.example">y</a></p>',
    want: '<p><a href="https://other.example/2">x</a> <a href="mailto:a@news.example">y</a></p>',
  },
  {
    name: 'a link that is written as text stays text',
    given: '<p>&lt;a href="https://news.example/2"&gt;</p>',
    want: '<p>&lt;a href="https://news.example/2"&gt;</p>',
  },
  {
    name: 'a link that is written in a title stays there',
    given: '<p><abbr title="<a href=&quot;https://news.example/2&quot;>">x</abbr></p>',
    want: '<p><abbr title="&lt;a href=&quot;https://news.example/2&quot;&gt;">x</abbr></p>',
  },
])('$name', ({ given, want }) => expect(relinked(given)).toBe(want))

test('of a body that links to a thousand articles the first hundred are looked for', () => {
  const links = Array.from({ length: 1_000 }, (_, n) => `<a href="https://news.example/${n}">x</a>`)

  const keys = linkedKeys(sanitizeHtml(`<p>${links.join(' ')}</p>`))

  expect(keys).toHaveLength(100)
  expect(keys.at(-1)).toBe('https://news.example/99')
})
