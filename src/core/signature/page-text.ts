import { type ChildNode, hasChildren, isTag, isText } from 'domhandler'
import { blockElements } from '../article/sanitize/allowed.ts'
import { parseDocument } from '../html/parse.ts'

/**
 * The text of an article's page that its signature covers: headline, notices, article. What the mirror puts around it,
 * such as dates and links, is signed by nobody and is left out.
 */
export function readPageText(page: string): string {
  const lines: string[] = []
  collect(parseDocument(page).children, lines, false)
  return lines
    .map(line => line.replace(/\s+/g, ' ').trim())
    .filter(line => line !== '')
    .join('\n\n')
}

const signedElements = new Set(['h1', 'aside', 'article'])

function collect(nodes: readonly ChildNode[], lines: string[], isSigned: boolean): void {
  for (const node of nodes) {
    if (isText(node)) {
      if (isSigned) lines.push((lines.pop() ?? '') + node.data)
    } else if (hasChildren(node)) {
      const name = isTag(node) ? node.name : ''
      const breaks = name === 'br' || blockElements.has(name) || signedElements.has(name)
      const covered = isSigned || signedElements.has(name)
      if (breaks) lines.push('')
      collect(node.children, lines, covered)
      if (breaks) lines.push('')
    }
  }
}
