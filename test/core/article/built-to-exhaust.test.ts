import { expect, test } from 'vitest'
import { extractArticle } from '../../../src/core/article/extract/extract-article.ts'
import { sanitizeArticle } from '../../../src/core/article/sanitize-article.ts'
import { AppError } from '../../../src/core/errors.ts'
import { growthOf, mostGrowth } from '../../support/growth.ts'

// Pages built to exhaust us: one thing over and over. Twice the page may take twice the time, and not four times.

const sentence =
  'The harbour authority said on Tuesday that the bridge would stay open, and that nobody was hurt. '
const article = `<h1>The bridge stays open</h1><p>${sentence.repeat(4)}</p><p>${sentence.repeat(4)}</p>`

function linked(json: string): string {
  return `<script type="application/ld+json">${json}</script>${article}`
}

/** @param many how often, of a thing that may stand tens of thousands of times in a page. */
type Build = (many: number) => string

const numbered = (many: number, each: (n: number) => string): string =>
  Array.from({ length: many }, (_, n) => each(n)).join('')

const shapes: readonly { readonly name: string; readonly build: Build }[] = [
  { name: 'scripts', build: many => article + '<script></script>'.repeat(many) },
  { name: 'paragraphs and templates', build: many => '<p>a</p><template></template>'.repeat(many) },
  { name: 'hidden elements', build: many => article + '<span hidden>a</span>'.repeat(many) },
  { name: 'boxes for sharing', build: many => article + '<div class="share">share</div>'.repeat(many) },
  { name: 'authors', build: many => numbered(many, n => `<meta name="author" content="Jo Field${n}">`) },
  { name: 'marked authors', build: many => numbered(many, n => `<i itemprop="author">Jo ${n}</i>`) },
  { name: 'captions', build: many => article + numbered(many, n => `<p class="caption">A caption ${n}</p>`) },
  { name: 'bodies', build: many => numbered(many, n => `<div><p>${n} ${sentence}</p></div>`) },
  {
    name: 'passages in many quotes',
    build: many => '<blockquote>'.repeat(300) + numbered(many / 2, n => `<p>${n} ${sentence}</p>`),
  },
  { name: 'space in broken JSON-LD', build: many => linked(`{${' '.repeat(many * 10)}x`) },
  {
    name: 'space in a stated body',
    build: many =>
      linked(JSON.stringify({ '@type': 'NewsArticle', articleBody: `a${' '.repeat(many * 10)}b` })),
  },
  {
    name: 'signs that begin no tag in a stated body',
    build: many =>
      linked(JSON.stringify({ '@type': 'NewsArticle', articleBody: '<'.repeat(many) })).replaceAll(
        '<<',
        '\\u003c\\u003c',
      ),
  },
  { name: 'lists in JSON-LD', build: many => linked(`[${'[1,1,1],'.repeat(many)}1]`) },
  {
    name: 'names of names in JSON-LD',
    build: many => linked(`{"@type":"NewsArticle","author":${'{"name":'.repeat(many)}1${'}'.repeat(many)}}`),
  },
  {
    name: 'lists of lists of authors',
    build: many => linked(`{"@type":"NewsArticle","author":${'['.repeat(many)}1${']'.repeat(many)}}`),
  },
  {
    name: 'signs of mail addresses',
    build: many => `<meta name="author" content="${'@'.repeat(many * 10)}">${article}`,
  },
  {
    name: 'notices in one wrapper',
    build: many =>
      `<div>${numbered(many, n => `<p>It was declared an undesirable organization ${n}.</p>`)}</div>`,
  },
  {
    name: 'words of a notice',
    build: many => `${article}<p>${'признан'.repeat(250)} нежелательн</p>`.repeat(many / 400),
  },
  { name: 'headings in headings', build: many => '<h1><div>'.repeat(300) + sentence.repeat(many / 10) },
  {
    name: 'names of the site in a title',
    build: many =>
      `<meta property="og:site_name" content="Post"><meta property="og:title" content="A title${' - Post'.repeat(many)}">${article}`,
  },
  {
    name: 'headings that begin a long title',
    build: many =>
      `<meta property="og:title" content="${'a'.repeat(many * 10)}">${numbered(many, n => `<h1>A heading of its own ${n}</h1>`)}`,
  },
  { name: 'items in items', build: many => '<ul><li>'.repeat(300) + sentence.repeat(many / 10) },
  {
    name: 'keywords beside a long summary',
    build: many =>
      `<meta name="description" content="${sentence.repeat(many / 10)}"><meta name="keywords" content="${numbered(many, n => `k${n},`)}">${article}`,
  },
  {
    name: 'hyphens in what looks like a code',
    build: many => `<meta name="keywords" content="A,B,C,AA${'-'.repeat(Math.min(many, 60))}!">${article}`,
  },
  {
    name: 'space in a stated section',
    build: many =>
      linked(JSON.stringify({ '@type': 'NewsArticle', articleSection: `a${' '.repeat(many * 10)}b` })),
  },
  {
    name: 'breadcrumbs',
    build: many =>
      `<div class="breadcrumbs">${numbered(many, n => `<a href="/${n}">Part ${n}</a>`)}</div>${article}`,
  },
  {
    name: 'smaller headings beside a headline in other words',
    build: many =>
      linked('{"@type":"NewsArticle","headline":"Ferry sails again"}') +
      numbered(many, n => `<h2>Heading ${n}</h2>`),
  },
  {
    name: 'links to topics',
    build: many => article + numbered(many, n => `<a href="/topics/t${n}">Topic ${n}</a> `),
  },
  {
    name: 'boxes of authors',
    build: many =>
      article + numbered(many, n => `<div class="author-box"><p>About the author ${n}</p></div>`),
  },
  { name: 'agencies', build: many => `${article}<p>(AP${'/a'.repeat(Math.min(many, 100))}!</p>` },
  { name: 'space in a code', build: many => `${article}<pre>a${' '.repeat(many * 10)}b</pre>` },
]

const source = { id: 'news', name: 'News', language: 'en', topics: [] }

function makeArticle(html: string): void {
  try {
    const extraction = extractArticle({ html: `<!doctype html><title>T</title><body>${html}`, url: null })
    const capture = { url: 'https://news.example/a', capturedAtMs: 0 }
    sanitizeArticle({ extraction, entry: null, source, capture })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}

test.each(shapes)(
  '$name: four times as many take no more than about four times as long',
  ({ build }) => {
    expect(growthOf(makeArticle, build(2_000), build(8_000))).toBeLessThanOrEqual(mostGrowth)
  },
  60_000,
)
