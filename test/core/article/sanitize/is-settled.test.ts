import { type ChildNode, Element, isTag, isText, Text } from 'domhandler'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allowedElements, voidElements } from '../../../../src/core/article/sanitize/allowed.ts'
import { cleanNodes } from '../../../../src/core/article/sanitize/clean-nodes.ts'
import { isSettled } from '../../../../src/core/article/sanitize/is-settled.ts'
import { writeNodes } from '../../../../src/core/article/sanitize/write-nodes.ts'
import { sanitizeHtml, sanitizeTree } from '../../../../src/core/article/sanitize.ts'
import { parseFragment, parseFragmentFully } from '../../../../src/core/html/parse.ts'

const names = [...allowedElements.keys()]

function draw(nodes: readonly ChildNode[]): string {
  return nodes
    .map(node => {
      if (isText(node)) return JSON.stringify(node.data)
      return isTag(node) ? `${node.name}${JSON.stringify(node.attribs)}(${draw(node.children)})` : node.type
    })
    .join(' ')
}

function element(name: string, children: ChildNode[]): Element {
  const made = new Element(name, name === 'a' ? { href: 'https://a.example/' } : {}, children)
  made.namespace = 'http://www.w3.org/1999/xhtml'
  return made
}

/** A text before, in and after the elements, which the parser moves or wraps where it does so with text. */
function chain([name = '', ...inner]: readonly string[]): ChildNode[] {
  const own = voidElements.has(name) ? [] : inner.length > 0 ? chain(inner) : [new Text('x')]
  return [element(name, own), new Text(' ')]
}

/** What `cleanNodes` never gives, and `isSettled` need not know. */
function isCleaned(path: readonly string[]): boolean {
  const links = path.filter(name => name === 'a')
  return links.length <= 1 && path.slice(0, -1).every(name => !voidElements.has(name))
}

describe('nodes that are called settled', () => {
  test('are what the full parser reads, for every three elements in one another', () => {
    const settled: ChildNode[][] = []
    for (const outer of names)
      for (const middle of names)
        for (const inner of names) {
          const nodes = chain([outer, middle, inner])
          // Parts of a table are settled in one alone.
          const isPart = /^(?:caption|colgroup|thead|tbody|tfoot)$/.test(outer)
          const whole = isPart ? [element('table', nodes)] : nodes
          if (isCleaned([outer, middle, inner]) && isSettled(whole)) settled.push(whole)
        }

    expect(settled.length).toBeGreaterThan(20_000)
    for (let at = 0; at < settled.length; at += 200) {
      const nodes = settled.slice(at, at + 200).map(each => element('div', each))
      expect(draw(parseFragmentFully(writeNodes(nodes)).children)).toBe(draw(nodes))
    }
  })

  test('are what the full parser reads, whatever tree they form', () => {
    let settled = 0

    fc.assert(
      fc.property(trees, grown => {
        const nodes = cleanNodes(grown, 'https://a.example/')
        if (!isSettled(nodes)) return
        settled++
        const html = writeNodes(nodes)
        const { children } = parseFragmentFully(html)
        expect(draw(children)).toBe(draw(nodes))
        expect(draw(cleanNodes(children, null))).toBe(draw(nodes))
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 1_000) },
    )

    expect(settled).toBeGreaterThan(100)
  })

  test('are with what is sanitized, whether it was so at once or only when it was parsed in full', () => {
    fc.assert(
      fc.property(trees, grown => {
        const { html, nodes } = sanitizeTree(parseFragment(writeNodes(grown)).children)

        expect(draw(parseFragmentFully(html).children)).toBe(draw(nodes))
        expect(sanitizeHtml(html)).toBe(html)
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 300) },
    )
  })

  test.each([
    { name: 'a block in a paragraph', path: ['p', 'b', 'div'] },
    { name: 'a heading in a heading', path: ['h2', 'h3'] },
    { name: 'an item without its list', path: ['div', 'li'] },
    { name: 'a row without its section', path: ['table', 'tr'] },
    { name: 'text in a table', path: ['table', 'tbody'] },
    { name: 'a paragraph in a table', path: ['table', 'p'] },
    { name: 'a ruby text without its ruby', path: ['ruby', 'b', 'rt'] },
  ])('are not $name', ({ path }) => {
    expect(isSettled(chain(path))).toBe(false)
  })

  test('are not addresses that change when they are read once more', () => {
    const link = new Element('a', { href: '/..//b.example' }, [new Text('x')])

    expect(isSettled([link])).toBe(false)
    expect(sanitizeHtml(sanitizeHtml('<a href="/..//b.example">x</a>'))).toBe(
      sanitizeHtml('<a href="/..//b.example">x</a>'),
    )
  })
})

/** What most often stands right in an element, so that many of the trees that grow are as they should be. */
const usual: Readonly<Record<string, readonly string[]>> = {
  table: ['caption', 'colgroup', 'thead', 'tbody', 'tfoot'],
  colgroup: ['col'],
  thead: ['tr'],
  tbody: ['tr'],
  tfoot: ['tr'],
  tr: ['td', 'th'],
  ul: ['li'],
  ol: ['li'],
  dl: ['dt', 'dd'],
  ruby: ['rt', 'rp', 'b'],
  p: ['a', 'b', 'em', 'span', 'br', 'code', 'ruby', 'q'],
  li: ['p', 'ul', 'b', 'a', 'table'],
  td: ['p', 'b', 'a', 'table', 'ul', 'i'],
  '': ['p', 'div', 'ul', 'table', 'dl', 'pre', 'b', 'a', 'i', 'blockquote', 'figure', 'hr', 'h2', 'ruby'],
}
const texts = [
  'x',
  ' ',
  'y ',
  ' z',
  '\n',
  '\n\n',
  ' \t',
  '<b>',
  '&amp;',
  '"',
  '\u00a0',
  '\u200f',
  '\u0085',
  '\r',
]
const frames = ['table', 'colgroup', 'thead', 'tbody', 'tfoot', 'tr']
const unknown = ['section', 'font', 'script', 'summary', 'img', 'nobr', 'button']
const grow = (choices: readonly number[]): ChildNode[] => {
  let at = 0
  const next = (count: number): number => (choices[at++] ?? 0) % count
  const oneOf = (list: readonly string[]): string => list[next(list.length)] ?? ''
  const children = (parent: string, depth: number): ChildNode[] => {
    if (depth > 7 || voidElements.has(parent)) return []
    const found: ChildNode[] = []
    for (let count = next(4); count > 0 && at < choices.length; count--) {
      const kind = next(20)
      const isFrame = frames.includes(parent)
      if (kind < 6) found.push(new Text(isFrame && kind < 5 ? ' ' : oneOf(texts)))
      else {
        const name = kind < 17 ? oneOf(usual[parent] ?? usual[''] ?? []) : oneOf(kind < 19 ? names : unknown)
        const made = element(name, [])
        if (next(5) === 0) made.attribs['lang'] = 'fa'
        if (next(9) === 0)
          made.attribs['href'] = oneOf(['/..//b', 'x', '?q', 'mailto:a@b.example', '//c.example'])
        made.children = children(name, depth + 1)
        found.push(made)
      }
    }
    return found
  }
  const roots: ChildNode[] = []
  while (at < choices.length) roots.push(...children('', 0))
  return roots
}
const trees = fc.array(fc.nat({ max: 9_999 }), { minLength: 4, maxLength: 120 }).map(grow)
