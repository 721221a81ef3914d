import type { AnyNode } from 'domhandler'
import { hasChildren, isTag, isText } from 'domhandler'
import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { adapter } from 'parse5-htmlparser2-tree-adapter'
import { expect, test } from 'vitest'
import { articleText } from '../../../src/core/article/blocks.ts'
import { extractArticle } from '../../../src/core/article/extract/extract-article.ts'
import { sanitizeHtml, sanitizeTree } from '../../../src/core/article/sanitize.ts'
import { AppError } from '../../../src/core/errors.ts'
import { escapeAttribute, escapeText } from '../../../src/core/html/escape.ts'
import { parseFragmentFully, parseFully } from '../../../src/core/html/parse.ts'

// The subset as readers are promised it, written down a second time.
const elements = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol li blockquote a em strong b i code pre br hr table thead tbody tfoot tr th td caption colgroup col figure figcaption time abbr sub sup span div dl dt dd q cite small mark s del ins bdi bdo ruby rt rp'.split(
    ' ',
  ),
)
const attributes: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'rel'],
  time: ['datetime'],
  th: ['colspan', 'rowspan', 'scope'],
  td: ['colspan', 'rowspan'],
  ol: ['start', 'reversed'],
  li: ['value'],
  abbr: ['title'],
}

function faultsOf(node: AnyNode): string[] {
  if (isText(node)) return []
  if (!hasChildren(node)) return [node.type]
  const inner = node.children.flatMap(faultsOf)
  if (!isTag(node)) return inner
  const allowed = [...(attributes[node.name] ?? []), 'lang', 'dir']
  return [
    ...(elements.has(node.name) && node.namespace === 'http://www.w3.org/1999/xhtml' ? [] : [node.name]),
    ...Object.keys(node.attribs).flatMap(name => (allowed.includes(name) ? [] : [`${node.name}@${name}`])),
    ...(/^[\u0000-\u0020]*(?:javascript|data|vbscript|file|blob):/i.test(node.attribs['href'] ?? '')
      ? [`href ${node.attribs['href']}`]
      : []),
    ...inner,
  ]
}

/** Parsed and written again by another hand than the sanitizer's: what a browser's `innerHTML` does. */
function writeAgain(node: AnyNode): string {
  if (isText(node)) return escapeText(node.data.replaceAll('\u00a0', '\u00a0'))
  if (!hasChildren(node)) return ''
  const inner = node.children.map(writeAgain).join('')
  if (!isTag(node)) return inner
  const attribs = Object.entries(node.attribs)
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join('')
  if (/^(?:br|hr|col)$/.test(node.name)) return `<${node.name}${attribs}>`
  return `<${node.name}${attribs}>${node.name === 'pre' && inner.startsWith('\n') ? '\n' : ''}${inner}</${node.name}>`
}

const names =
  'p div span a b i em table tr td th tbody caption ul li dl dt pre br hr svg math mtext mglyph style title textarea noscript script template select option form iframe img foreignObject desc annotation-xml xmp plaintext details summary ruby rt figure h2 blockquote mi ms malignmark annotation font nobr u s big center object applet marquee button dialog noembed noframes listing colgroup col thead frameset frame body html head image input optgroup rp rtc audio address li'.split(
    ' ',
  )
const values = [
  'javascript:alert(1)',
  ' java\tscript:alert(1)',
  'https://a.example/',
  '//b.example',
  '#x',
  'x',
  '"><img src=x onerror=alert(1)>',
  '--><script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '</style><img src=x onerror=alert(1)>',
  '</noscript><img src=x onerror=alert(1)>',
  '</p></table></svg><img src=x onerror=alert(1)>',
  'text/html',
  'application/xhtml+xml',
]
const attributeNames = [
  'href',
  'src',
  'onclick',
  'style',
  'id',
  'class',
  'lang',
  'dir',
  'srcdoc',
  'xlink:href',
  'is',
  'encoding',
  'title',
  'color',
  'datetime',
  'colspan',
  'start',
]
/** A value as it may be quoted, rightly or not. */
const quotings: readonly ((value: string) => string)[] = [
  value => `="${value.replaceAll('"', '&quot;')}"`,
  value => `='${value.replaceAll("'", '&#39;')}'`,
  value => `=${value}`,
  value => `="${value}`,
  value => `='${value}"`,
  value => `\f= \n"${value}" x="`,
  value => `/\u0000=\`${value}\``,
]
const opening = fc
  .tuple(
    fc.constantFrom(...names),
    fc.constantFrom(...attributeNames),
    fc.constantFrom(...values),
    fc.oneof(
      { weight: 6, arbitrary: fc.constant(quotings[0]) },
      { weight: 2, arbitrary: fc.constantFrom(...quotings) },
    ),
  )
  .map(([name, attribute, value, quote]) => `<${name} ${attribute}${quote?.(value) ?? ''}>`)
/** Openings by which markup was once read otherwise the second time (mutation XSS). */
const beginnings = fc.constantFrom(
  '<math><mtext><table><mglyph><style>',
  '<svg><desc><style>',
  '<svg></p><style>',
  '<form><math><mtext></form><form><mglyph><style>',
  '<math><annotation-xml encoding="text/html"><style>',
  '<select><option><template><style>',
  '<table><td></p><svg><foreignObject><table>',
  '<noscript><p title="',
  '<table><a><b><table><tr><i>',
  '<a><b><p></a><table><a>',
  '<ruby><rtc><rt><p></ruby>',
  '<div>'.repeat(70),
  '<b><i><u><font>'.repeat(4),
)
const piece = fc.oneof(
  { weight: 1, arbitrary: beginnings },
  { weight: 4, arbitrary: opening },
  { weight: 3, arbitrary: fc.constantFrom(...names).map(name => `</${name}>`) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'text ',
      '<!--',
      '-->',
      ']]>',
      '<![CDATA[',
      '&lt;script&gt;',
      '&#0;',
      '\u0000',
      '<',
      '<a/b',
      "<img src='x",
      '--!>',
      '\u200f',
      '\u0300',
      '\ud800',
      '\r\n',
      '&#x1;&#xfffe;',
      '<!doctype html>',
      '<?xml version="1.0"?>',
      '</br>',
      '</p>',
      ' a=\'"><p>',
    ),
  },
)
const paragraph =
  'A sentence of the article, which is long enough to be told from what is around it, and then some. '
const page = fc.array(piece, { maxLength: 20 }).map(pieces => ({
  sentinel: 'SENTINEL',
  html: `<!doctype html><title>T</title><body><article><h1>T</h1><p>SENTINEL ${paragraph.repeat(3)}</p><p>${paragraph.repeat(4)}</p>${pieces.join('')}</article>`,
}))

test('extracting and sanitizing gives the subset alone, settled, whatever the page', () => {
  fc.assert(
    fc.property(page, ({ html, sentinel }) => {
      const once = sanitizeTree(extractArticle({ html, url: 'https://news.example/a/1' }).body).html

      expect(faultsOf(parseFragmentFully(once))).toEqual([])
      expect(sanitizeHtml(once)).toBe(once)
      // Neither a page around it nor another round through a parser changes what it is.
      expect(writeAgain(parseFragmentFully(once))).toBe(once)
      expect(faultsOf(parseFragmentFully(writeAgain(parseFragmentFully(once))))).toEqual([])
      const inPage = parseFully(`<!doctype html><body>${once}`)
        .children.find(isTag)
        ?.children.find(node => isTag(node) && node.name === 'body')
      expect(inPage === undefined ? '' : faultsOf(inPage).filter(fault => fault !== 'body')).toEqual([])
      // Nor does it where scripts run, which changes what `noscript` holds.
      const scripted = parseFragment(once, { treeAdapter: adapter, scriptingEnabled: true })
      expect(faultsOf(scripted)).toEqual([])
      expect(writeAgain(scripted)).toBe(once)
      expect(articleText(once)).toContain(sentinel)
    }),
    { numRuns: Number(process.env['FUZZ_RUNS'] ?? 400) },
  )
})

// Pages built to exhaust a parser. What is counted is what comes of them, not how long it took.
test.each([
  { name: 'five megabytes of text', html: `<p>${'word, '.repeat(870_000)}` },
  { name: '100,000 nested elements', html: `${'<div>'.repeat(100_000)}text` },
  { name: '100,000 nested elements that misnest', html: `${'<b><p>'.repeat(50_000)}text` },
  {
    name: 'a million attributes on one element',
    html: `<p ${Array.from({ length: 1_000_000 }, (_, n) => `a${n}=b`).join(' ')}>text`,
  },
  { name: 'the same attribute a million times', html: `<p ${'a=b '.repeat(1_000_000)}>text` },
  {
    name: '400,000 bodies with an attribute each',
    html: Array.from({ length: 400_000 }, (_, n) => `<body a${n}>`).join(''),
  },
  { name: 'one text in 190,000 pieces', html: `<p>${` ${'a'.repeat(16)}<i></i>`.repeat(190_000)}` },
  { name: '300,000 elements in a row', html: '<p>a'.repeat(300_000) },
  { name: 'tables in tables', html: '<table><tr><td>'.repeat(20_000) },
  { name: 'formatting left open', html: '<b><i><u>'.repeat(30_000) },
  { name: 'links left open', html: '<a href=x>y'.repeat(60_000) },
  { name: 'comments left open', html: '<!--'.repeat(500_000) },
  { name: 'signs that begin nothing', html: '<'.repeat(1_000_000) },
  { name: 'references that end nowhere', html: '&amp'.repeat(500_000) },
  { name: 'tags cut off', html: '<p class="'.repeat(100_000) },
  { name: 'one word of five megabytes', html: `<p>${'x'.repeat(5_000_000)}` },
  { name: 'a script that never ends', html: `<script>${'<!--<script>'.repeat(100_000)}` },
  {
    name: 'JSON-LD nested deep',
    html: `<script type="application/ld+json">${'['.repeat(200_000)}</script><p>text`,
  },
])(
  '$name are refused or read, and never a crash',
  ({ html }) => {
    const result = attempt(() => sanitizeTree(extractArticle({ html: `<body>${html}`, url: null }).body).html)

    if (result instanceof Error) expect(result).toBeInstanceOf(AppError)
    else expect(result.length).toBeLessThanOrEqual(html.length * 5 + 20)
  },
  120_000,
)

function attempt(job: () => string): string | Error {
  try {
    return job()
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
