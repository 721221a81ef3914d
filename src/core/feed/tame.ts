import type { ReadFormat } from './detect.ts'

/**
 * Takes out of a document what would cost feedsmith 3.0.1 time by the square of its length, minutes for one megabyte.
 * No feed meant in earnest has either.
 */
export function tame(text: string, format: ReadFormat): string {
  if (format === 'rss') return tamePeople(text)
  if (format === 'rdf') return tameContents(text)
  return text
}

const personElement = /<((?:[\w.-]+:)?(?:author|managingeditor|webmaster))(?:\s[^<>]*)?>/gi
const maxBrackets = 20

// A name is searched to its end for the partner of each bracket.
function tamePeople(text: string): string {
  const kept: string[] = []
  let from = 0
  for (const { 0: tag, 1: name = '', index } of text.matchAll(personElement)) {
    if (index < from) continue
    const start = index + tag.length
    const end = text.indexOf(`</${name}`, start)
    if (end === -1) break
    const brackets = text.slice(start, end).match(/[<([]/g)?.length ?? 0
    kept.push(text.slice(from, brackets > maxBrackets ? start : end))
    from = end
  }
  return kept.join('') + text.slice(from)
}

// Each line of the table of contents is looked for among all items. Without it they stand in the document's own order.
function tameContents(text: string): string {
  return text.replace(/(<(?:[\w.-]+:)?li)\s[^<>]*?(\/?>)/gi, '$1$2')
}
