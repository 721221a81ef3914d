import { expect, test } from 'vitest'
import { extractArticle } from '../../../../src/core/article/extract/extract-article.ts'

const sentence =
  'The council of the harbour town voted on Tuesday evening to close the old bridge for repairs until the spring of next year.'
const bylineOf = (after: string, head = ''): readonly string[] | null =>
  extractArticle({
    html: `<!doctype html><html lang="en"><head><title>Old bridge closes</title>${head}</head><body><main><h1>Old bridge closes</h1><article>${`<p>${sentence} ${sentence}</p>`.repeat(5)}</article>${after}</main></body></html>`,
    url: 'https://www.post.example/news/1',
  }).byline
const biography =
  'has written about bridges, ferries and the people who use them for longer than she cares to say.'

test.each([
  { name: 'a line that is signed', after: '<p>Written by Anna Brandt</p>', want: ['Anna Brandt'] },
  {
    name: 'a sentence that says so, without what they are',
    after:
      '<div class="author-bio"><p>This post was written by Anna Brandt, Head of the Harbour Desk</p></div>',
    want: ['Anna Brandt'],
  },
  {
    name: 'several',
    after:
      '<section class="author-block"><p>Authors: Anna Brandt and Jo Field, Extension educators</p></section>',
    want: ['Anna Brandt', 'Jo Field'],
  },
  {
    name: 'a name below what introduces it',
    after: '<div>Text by</div><div>Anna Brandt</div>',
    want: ['Anna Brandt'],
  },
  {
    name: 'a name in a box of authors',
    after: `<div class="author-box"><h4>Anna Brandt</h4><p>She ${biography}</p></div>`,
    want: ['Anna Brandt'],
  },
  {
    name: 'a name with its biography, in a box that is called nothing',
    after: `<div><h4>Anna Brandt</h4><p>Anna Brandt ${biography}</p></div>`,
    want: ['Anna Brandt'],
  },
])('where nothing else says who wrote it, behind the body does: $name', ({ after, want }) => {
  expect(bylineOf(after)).toEqual(want)
})

test.each([
  {
    name: 'who wrote what comes next',
    after: '<h3>Read next</h3><div><a href="/2">Ferry sails again</a><span>By Jo Field</span></div>',
  },
  { name: 'who took the pictures', after: '<p>Photos by Jo Field</p>' },
  { name: 'a name that nothing introduces', after: '<p>Jo Field</p><p>The ferry sails again on Monday.</p>' },
])('but not $name', ({ after }) => {
  expect(bylineOf(after)).toBeNull()
})

test('and not where an agency is credited', () => {
  expect(bylineOf('<p>Written by Anna Brandt</p>', '<meta name="author" content="Reuters">')).toBeNull()
})
