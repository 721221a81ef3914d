import { type AnyNode, hasChildren, isComment, isTag, isText } from 'domhandler'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFragmentFully, parseFully } from '../../../src/core/html/parse.ts'
import { parseFragmentQuickly, parseQuickly } from '../../../src/core/html/parse-quickly.ts'

const bounds = { maxElements: 10_000, maxAttributes: 10_000, maxDepth: 500 }
const htmlNamespace = 'http://www.w3.org/1999/xhtml'

/** The tree below `html` in one line; names and attributes of SVG and MathML are not told apart. */
function draw(node: AnyNode): string {
  if (isText(node)) return JSON.stringify(node.data)
  if (isComment(node)) return `!${JSON.stringify(node.data)}`
  if (!hasChildren(node)) return ''
  const inner = node.children.map(draw).join(' ')
  if (!isTag(node)) return `{${inner}}`
  const isForeign = node.namespace !== htmlNamespace
  const name = isForeign ? `${node.namespace}:${node.name.toLowerCase()}` : node.name
  return `${name}${isForeign ? '' : JSON.stringify(Object.entries(node.attribs))}(${inner})`
}

function drawPage(root: AnyNode): string {
  const html = hasChildren(root) ? root.children.find(isTag) : undefined
  return html === undefined ? '' : draw(html)
}

describe('parsing quickly', () => {
  test.each([
    { name: 'a page without head and body', given: 'text' },
    { name: 'nothing', given: '' },
    { name: 'paragraphs left open', given: '<p>a<p>b<div>c<p>d</div>e' },
    { name: 'items left open', given: '<ul><li>a<li>b<ul><li>c</ul><li>d</ul><dl><dt>a<dd>b<dt>c</dl>' },
    { name: 'bold left open over paragraphs', given: '<p><b class=x>a<p>b</b>c' },
    { name: 'links that nest', given: '<a href=1>a<a href=2>b</a>c</a>' },
    {
      name: 'a table without its sections',
      given: '<!doctype html><p>a<table><tr><td>b<td>c<tr><th>d</table>e',
    },
    { name: 'a table in a cell', given: '<table><td><table><td>a</table>b</table>' },
    { name: 'a column group', given: '<table><caption>a</caption><col><col span=2><tr><td>b</table>' },
    { name: 'a form in a table', given: '<table><form><tr><td><input></form></table>' },
    {
      name: 'scripts and styles',
      given: '<script>a<b>"</script><style>p{}</style><p>a<script><!--<script></script>--></script>b',
    },
    { name: 'a title with references', given: '<title>a &amp; <b></title>&lt;p&gt;&nbsp;&notit;' },
    { name: 'references in attributes', given: '<a href="?a=1&copy=2&amp;b&lt;">x</a>' },
    { name: 'attributes written in every way', given: '<p a b=c d="e f" g=\'h\' A=2 =x /i j/>k' },
    {
      name: 'comments of every kind',
      given: '<!-- a --><p>b<!-- c -- d --><?php e ?><!f>g</p></body><!-- h --></html><!-- i -->',
    },
    {
      name: 'a drawing',
      given: '<p>a<svg viewBox="0 0 1 1"><title>b</title><path d="M0"/><g><circle></circle></g></svg>c',
    },
    { name: 'a formula', given: '<math><mi>x</mi><mo>=</mo></math>' },
    { name: 'a select', given: '<select><optgroup><option>a<option>b<optgroup><option>c</select>d' },
    {
      name: 'a noscript in the head with a picture',
      given: '<head><noscript><img></noscript><title>a</title></head><body>b',
    },
    { name: 'a late script of the head', given: '<head></head><script>a</script><meta name=x><body>b' },
    { name: 'a template', given: '<p>a<template><p>b<li>c</template>d' },
    { name: 'a line feed after pre', given: '<pre>\n\na</pre><textarea>\nb</textarea>' },
    { name: 'ruby', given: '<ruby>a<rb>b<rt>c<rp>d</ruby>' },
    { name: 'text after the end', given: '<body>a</body> </html> b' },
    { name: 'a second body', given: '<body class=a><body class=b id=c><html lang=d>' },
    { name: 'stray end tags', given: '</p></br></div></li>a</b></h1>' },
    { name: 'carriage returns', given: '<p>a\r\nb\rc' },
    { name: 'signs that begin nothing', given: 'a < b <3 & c <' },
  ])('gives $name as the full parser does', ({ given }) => {
    const quick = parseQuickly(given, bounds)

    expect(quick).not.toBeNull()
    if (quick !== null) expect(drawPage(quick)).toBe(drawPage(parseFully(given)))
  })

  test.each([
    { name: 'misnested formatting', given: '<b>a<p>b</b>c</p>' },
    { name: 'text in a table', given: '<table>a<tr><td>b</table>' },
    { name: 'frames', given: '<frameset><frame></frameset>' },
    { name: 'HTML in a drawing', given: '<svg><p>a' },
    { name: 'U+0000', given: 'a\u0000b' },
    { name: 'a tag cut off', given: '<p>a<p class="' },
    { name: 'more elements than allowed', given: '<b></b>'.repeat(10_001) },
    {
      name: 'more attributes than allowed',
      given: `<p ${Array.from({ length: 10_001 }, (_, n) => `a${n}`).join(' ')}>`,
    },
    { name: 'elements nested too deep', given: '<div>'.repeat(501) },
  ])('leaves $name to the full parser', ({ given }) => {
    expect(parseQuickly(given, bounds)).toBeNull()
  })

  test('gives the tree of the full parser or none, whatever the markup', () => {
    const names =
      'html head body p div span a b i em font nobr table tr td th tbody thead caption colgroup col ul li dl dd dt form button select option optgroup input br hr img svg math path title style script textarea template noscript h1 h2 pre ruby rt rp rb object iframe section main xmp desc mi'.split(
        ' ',
      )
    const name = fc.constantFrom(...names)
    const piece = fc.oneof(
      { weight: 5, arbitrary: name.map(each => `<${each}>`) },
      { weight: 5, arbitrary: name.map(each => `</${each}>`) },
      { weight: 1, arbitrary: name.map(each => `<${each} class="x" ID=y/>`) },
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          'a',
          ' ',
          '\n',
          '&amp;',
          '&#10;',
          '<!--c-->',
          '<',
          '</',
          '<!',
          '-->',
          '<!doctype html>',
          '&nbsp',
          '<![CDATA[x]]>',
        ),
      },
    )
    const markup = fc.array(piece, { maxLength: 24 }).map(pieces => pieces.join(''))
    const started = fc.tuple(fc.constantFrom('', '<!doctype html>', '<body>', '<table><tr><td>'), markup)
    fc.assert(
      fc.property(started, parts => {
        const given = parts.join('')
        const quick = parseQuickly(given, bounds)
        if (quick !== null) expect(drawPage(quick)).toBe(drawPage(parseFully(given)))
        const fragment = parseFragmentQuickly(given, bounds)
        if (fragment !== null) expect(draw(fragment)).toBe(draw(parseFragmentFully(given)))
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 3_000) },
    )
  })
})
