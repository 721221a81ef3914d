import type { Element } from 'domhandler'
import { lineOf } from '../../html/text.ts'
import { parentElement } from '../../html/tree.ts'

const kept = Symbol('line')
type Read = Element & { [kept]?: string | undefined }

/**
 * The text of an element as one line, kept on it: a dozen steps ask for the same paragraphs. Whoever takes something out
 * of the page must call `forgetLines`.
 */
export function knownLine(element: Read): string {
  const before = element[kept]
  if (before !== undefined) return before
  const line = lineOf(element)
  element[kept] = line
  return line
}

/** Called where something is taken out of an element. */
export function forgetLines(element: Element | null): void {
  for (let at: Read | null = element; at !== null; at = parentElement(at))
    if (at[kept] !== undefined) at[kept] = undefined
}
