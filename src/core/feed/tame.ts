import type { ReadFormat } from './detect.ts'

/**
 * Renames the elements on which feedsmith 3.0.1 spends time by the square of their length: minutes for one megabyte of
 * brackets in a name, or of entries in a table of contents. Neither name is one of HTML's.
 */
export function tame(text: string, format: ReadFormat): string {
  if (format === 'rss')
    return text
      .replace(/(<\/?)author(?=[\s/>])/gi, '$1dc:creator')
      .replace(/(<\/?)(?:managingeditor|webmaster)(?=[\s/>])/gi, '$1editor')
  // Without its table of contents the entries stand in the document's own order.
  if (format === 'rdf') return text.replace(/(<\/?(?:[^\s<>/:]+:)?)items(?=[\s/>])/gi, '$1contents')
  return text
}
