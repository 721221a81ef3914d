import { type ChildNode, isTag, isText } from 'domhandler'
import { escapeText } from '../html/escape.ts'
import { parseFragment, parseFragmentFully } from '../html/parse.ts'
import { foldSpace } from '../html/text.ts'
import type { SafeHtml } from './article.ts'
import { cleanNodes } from './sanitize/clean-nodes.ts'
import { isSettled } from './sanitize/is-settled.ts'
import { writeNodes } from './sanitize/write-nodes.ts'

const maxRounds = 5

/**
 * Keeps the allowed subset of HTML and writes it afresh: other elements are unwrapped, dangerous ones dropped with
 * their content. What it gives is a fixed point: parsed again it is the same tree, sanitized again the same text,
 * so that no parser can read into it what this one did not see (mutation XSS).
 * @throws AppError `article-unreadable` for markup that is built to exhaust us.
 */
export function sanitizeHtml(html: string, options: { readonly baseUrl?: string | null } = {}): SafeHtml {
  return sanitizeTree(parseFragment(html).children, options).html
}

/** The same for nodes that are parsed already, together with the nodes of what is written. */
export function sanitizeTree(
  nodes: readonly ChildNode[],
  options: { readonly baseUrl?: string | null } = {},
): { readonly html: SafeHtml; readonly nodes: readonly ChildNode[] } {
  const kept = cleanNodes(nodes, options.baseUrl ?? null)
  let written = writeNodes(kept)
  if (isSettled(kept)) return { html: written as SafeHtml, nodes: kept }
  for (let round = 0; round < maxRounds; round++) {
    const { children } = parseFragmentFully(written)
    const again = writeNodes(cleanNodes(children, null))
    if (again === written) return { html: written as SafeHtml, nodes: children }
    written = again
  }
  const html = asPlainParagraph(written)
  return { html, nodes: parseFragment(html).children }
}

/** Text that `sanitizeHtml` made and the archive kept. */
export function trustArchivedHtml(html: string): SafeHtml {
  return html as SafeHtml
}

/** The way out for markup that never settles: its text alone. */
function asPlainParagraph(html: string): SafeHtml {
  const text = foldSpace(parseFragment(html).children.map(plainText).join(' '))
  return (text === '' ? '' : `<p>${escapeText(text)}</p>`) as SafeHtml
}

function plainText(node: ChildNode): string {
  if (isText(node)) return node.data
  return isTag(node) ? node.children.map(plainText).join(' ') : ''
}
