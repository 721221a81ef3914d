import type { Document } from 'domhandler'
import { parse as parseHtml, parseFragment as parseHtmlFragment, type TreeAdapter } from 'parse5'
import { adapter, type Htmlparser2TreeAdapterMap } from 'parse5-htmlparser2-tree-adapter'
import { AppError } from '../errors.ts'
import { parseFragmentQuickly, parseQuickly } from './parse-quickly.ts'

/** Ten times what the heaviest news pages hold. */
const maxElements = 200_000
/** Browsers flatten below 512; walks over the tree may recurse this deep, and twice as deep after misnested tags. */
const maxDepth = 768
const maxAttributes = 1_000_000

/**
 * Parses a page as a browser without scripts does.
 * @throws AppError `article-unreadable` for a page built to exhaust us: too many elements or attributes, or too deep.
 */
export function parseDocument(html: string): Document {
  return parseQuickly(html, { maxElements, maxAttributes, maxDepth }) ?? parseFully(html)
}

/** The parser that knows every rule. */
export function parseFully(html: string): Document {
  return parseHtml(html, { treeAdapter: boundedAdapter(), scriptingEnabled: false })
}

/**
 * Parses markup as the content of an element that stands in a page's body.
 * @throws AppError `article-unreadable`, as `parseDocument` does.
 */
export function parseFragment(html: string): Document {
  return parseFragmentQuickly(html, { maxElements, maxAttributes, maxDepth }) ?? parseFragmentFully(html)
}

/** The same by the parser that knows every rule: for what must not rest on the quick one. */
export function parseFragmentFully(html: string): Document {
  const treeAdapter = boundedAdapter()
  const context = treeAdapter.createElement('div', bodyNamespace, [])
  return parseHtmlFragment(context, html, { treeAdapter, scriptingEnabled: false })
}

const bodyNamespace = 'http://www.w3.org/1999/xhtml' as Parameters<TreeAdapter['createElement']>[1]

/** Misnested tags can make a small page grow without bounds, so that what is counted is the tree and not the text. */
function boundedAdapter(): TreeAdapter<Htmlparser2TreeAdapterMap> {
  let elements = 0
  let attributes = 0
  let depth = 0
  return {
    ...adapter,
    createElement(name, namespace, attrs) {
      attributes += attrs.length
      if (++elements > maxElements) throw tooMuch(`more than ${maxElements} elements`)
      if (attributes > maxAttributes) throw tooMuch(`more than ${maxAttributes} attributes`)
      return adapter.createElement(name, namespace, attrs)
    },
    onItemPush() {
      if (++depth > maxDepth) throw tooMuch(`nested deeper than ${maxDepth} elements`)
    },
    onItemPop() {
      depth--
    },
  }
}

function tooMuch(what: string): AppError {
  return new AppError('article-unreadable', `the markup has ${what}`, {
    next: 'open the address in a browser: a real article never looks like this',
  })
}
