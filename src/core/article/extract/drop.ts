import type { Element } from 'domhandler'
import { removeElement } from 'domutils'
import { cutAtWord, startOfLine } from '../../html/text.ts'
import { parentElement } from '../../html/tree.ts'
import type { Dropped } from '../article.ts'

/**
 * Takes an element out of the page and remembers why.
 * @returns whether it did: what the operator's rules keep stays.
 */
export type Drop = (element: Element, step: string, reason: string) => boolean

const maxRemembered = 200
const maxText = 80

/** A `Drop` that writes down what had any text. */
export function dropInto(dropped: Dropped[]): Drop {
  return (element, step, reason) => {
    noteDropped(dropped, element, step, reason)
    removeElement(element)
    return true
  }
}

/** Writes down that an element is left out, where it has any text. */
export function noteDropped(dropped: Dropped[], element: Element, step: string, reason: string): void {
  const line = dropped.length < maxRemembered ? startOfLine(element, maxText) : ''
  if (line !== '') dropped.push({ step, reason, where: pathOf(element), text: cutAtWord(line, maxText) })
}

/** Strikes out what came back: each is the beginning of a text. */
export function strikeOut(dropped: Dropped[], lines: readonly string[]): void {
  const starts = lines.map(line => line.slice(0, 40))
  const left = dropped.filter(({ text }) => !starts.some(start => text.startsWith(start)))
  dropped.splice(0, dropped.length, ...left)
}

/** Where an element stands: itself and the two around it, as a CSS path. */
function pathOf(element: Element): string {
  const path: string[] = []
  for (let at: Element | null = element; at !== null && path.length < 3; at = parentElement(at)) {
    const id = at.attribs['id'] ? `#${at.attribs['id']}` : ''
    const [first = ''] = (at.attribs['class'] ?? '').trim().split(/\s+/)
    path.unshift(`${at.name}${id}${first === '' ? '' : `.${first}`}`)
  }
  return path.join(' > ')
}
