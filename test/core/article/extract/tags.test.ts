import { expect, test } from 'vitest'
import { extractArticle } from '../../../../src/core/article/extract/extract-article.ts'

const sentence =
  'The council of the harbour town voted on Tuesday evening to close the old bridge for repairs until the spring of next year.'
const tagsOf = ({ head = '', shown = '' }): readonly string[] =>
  extractArticle({
    html: `<!doctype html><html lang="en"><head><title>Old bridge closes for repairs</title><meta name="description" content="The harbour council has voted for repairs of the bridge.">${head}</head><body><main><h1>Old bridge closes for repairs</h1><article>${`<p>${sentence} ${sentence}</p>`.repeat(4)}</article>${shown}</main></body></html>`,
    url: 'https://www.harbourpost.example/news/1',
  }).tags
const tag = (value: string): string => `<meta property="article:tag" content="${value}">`
const keywords = (value: string): string => `<meta name="keywords" content="${value}">`
const linked = (words: readonly string[]): string =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', keywords: words })}</script>`

test.each([
  { name: 'a list in one value', head: tag('Bridges, Council'), want: ['Bridges', 'Council'] },
  {
    name: 'values of their own, with their commas',
    head: `${tag('Diversity, equity and inclusion')}${tag('Council')}`,
    want: ['Diversity, equity and inclusion', 'Council'],
  },
  { name: 'the part of a place in the name of the site', head: tag('Harbour'), want: ['Harbour'] },
  {
    name: 'without the flags of a newsroom',
    head: keywords('Bridges,Internal,Internal - Not for syndication,_no-apple-news,/article,@lll,_Prio_3'),
    want: ['Bridges'],
  },
  {
    name: 'without the codes that a newsroom files it under',
    head: keywords('MTVID,CYCS08,RULES:BRIDGE,GEN,POL'),
    want: [],
  },
  {
    name: 'of a form only its subjects',
    head: linked(['Day: Friday', 'Page Type: Article', 'WC: 0-999', 'Language: English', 'Subject: Bridges']),
    want: ['Bridges'],
  },
  {
    name: 'of very many only those that the title or summary names',
    head: keywords(`Bridge,${Array.from({ length: 30 }, (_, at) => `word${at}`).join()}`),
    want: ['Bridge'],
  },
  { name: 'not the keywords of the whole site', head: keywords('news,weather,sport,video,rates'), want: [] },
  {
    name: 'not the title word by word',
    head: keywords('Old,bridge,closes,for,repairs'),
    want: [],
  },
  {
    name: 'keywords that share the beginning of a word with the title',
    head: keywords('repairing,weather,sport,video'),
    want: ['repairing', 'weather', 'sport', 'video'],
  },
  {
    name: 'not the title once more',
    head: keywords('Old bridge closes for repairs,Council'),
    want: ['Council'],
  },
  {
    name: 'links to topics, and not to categories',
    shown: '<a rel="tag" href="/t/1">Bridges</a><a rel="category tag" href="/c/1">News</a>',
    want: ['Bridges'],
  },
])('tags are read: $name', ({ head = '', shown = '', want }) => {
  expect(tagsOf({ head, shown })).toEqual(want)
})

test.each([
  {
    name: 'of what its links behind the body lead to',
    shown: '<div><a href="/topics/bridges">Bridges</a> <a href="/topics/council">Council</a></div>',
    want: ['Bridges', 'Council'],
  },
  {
    name: 'one, where topics stand',
    shown: '<ul class="tag-list"><li><a href="/tag/bridges">Bridges</a></li></ul>',
    want: ['Bridges'],
  },
  {
    name: 'not of one link that may lead anywhere',
    shown: '<p><a href="/tag/press">For the press</a></p>',
    want: [],
  },
  {
    name: 'not of those of other articles',
    shown: `<div><a href="/2">The ferry sails again from Monday on, says the harbour</a> <a href="/tag/ferry">Ferry</a> <a href="/tag/sea">Sea</a></div>`,
    want: [],
  },
])('where no machine is told, topics are read $name', ({ shown, want }) => {
  expect(tagsOf({ shown })).toEqual(want)
})
