import { parseFragment } from 'parse5'

/** A text on one line, its white space folded; null if nothing is left. */
export function foldText(text: string | undefined): string | null {
  const folded = (text ?? '').replace(/[\t\n\f\r \u00a0]+/g, ' ').trim()
  return folded === '' ? null : folded
}

/** Markup as plain text on one line: tags gone, references resolved; null if nothing is left. */
export function plainText(html: string | undefined): string | null {
  return foldText(resolveReferences(withoutComments(html ?? '').replace(/<\/?[a-z][^<>]*>/gi, '')))
}

/** In one pass: behind the last end of a comment none is looked for. */
function withoutComments(html: string): string {
  const end = html.lastIndexOf('-->') + 3
  return end < 3 ? html : html.slice(0, end).replace(/<!--.*?-->/gs, '') + html.slice(end)
}

// What writers put in a headline. Any other `<word>` may be what the headline is about.
const inlineTag =
  /<\/?(?:a|abbr|acronym|b|bdi|bdo|big|br|cite|code|del|div|em|font|i|img|ins|mark|p|q|s|small|span|strike|strong|sub|sup|tt|u|wbr)(?:\s[^<>]*)?\/?>/gi

/** A text of which nobody says whether it is markup (RSS titles), as plain text on one line. */
export function likelyPlainText(text: string | undefined): string | null {
  return foldText(resolveReferences((text ?? '').replace(inlineTag, '')))
}

function resolveReferences(text: string): string {
  if (!text.includes('&')) return text
  const [node] = parseFragment(text.replaceAll('<', '&lt;')).childNodes
  return node !== undefined && 'value' in node ? node.value : text
}
