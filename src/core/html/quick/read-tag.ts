import { codeAt } from '../code-at.ts'
import { emptyList } from '../empty-list.ts'
import { noAttributes, type WrittenAttributes } from '../page-element.ts'
import { nameIn } from './known-names.ts'

/** A tag as it stands in the text. */
export interface ReadTag {
  /** In lower case. */
  readonly name: string
  readonly attributes: WrittenAttributes
  readonly isSelfClosing: boolean
  /** Where the text goes on. */
  readonly end: number
}

const tab = 0x09
const lineFeed = 0x0a
const formFeed = 0x0c
const space = 0x20
const doubleQuote = 0x22
const singleQuote = 0x27
const slash = 0x2f
const equals = 0x3d
const greater = 0x3e

function isSpace(code: number): boolean {
  return code === space || code === lineFeed || code === tab || code === formFeed
}

/**
 * Reads a tag (HTML §13.2.5.6 to 40).
 * @param start where its name begins.
 * @returns null where the text ends within it.
 */
export function readTag(text: string, start: number): ReadTag | null {
  let at = findNameEnd(text, start)
  if (at < 0) return null
  const name = lowerName(text, start, at)
  let attributes: string[] | null = null
  for (;;) {
    let code = codeAt(text, at)
    while (isSpace(code)) code = codeAt(text, ++at)
    if (at >= text.length) return null
    if (code === greater)
      return { name, attributes: attributes ?? noAttributes, isSelfClosing: false, end: at + 1 }
    if (code === slash) {
      at++
      if (codeAt(text, at) === greater)
        return { name, attributes: attributes ?? noAttributes, isSelfClosing: true, end: at + 1 }
      continue
    }
    const nameStart = at
    // A name may begin with an equals sign, and with no other.
    do code = codeAt(text, ++at)
    while (
      code > space
        ? code !== equals && code !== greater && code !== slash
        : at < text.length && !isSpace(code)
    )
    if (at >= text.length) return null
    const attribute = lowerName(text, nameStart, at)
    while (isSpace(code)) code = codeAt(text, ++at)
    let value = ''
    if (code === equals) {
      code = codeAt(text, ++at)
      while (isSpace(code)) code = codeAt(text, ++at)
      if (code === doubleQuote || code === singleQuote) {
        const end = text.indexOf(code === doubleQuote ? '"' : "'", at + 1)
        if (end < 0) return null
        value = text.slice(at + 1, end)
        at = end + 1
      } else if (code !== greater) {
        const valueStart = at
        while (at < text.length && code !== greater && !isSpace(code)) code = codeAt(text, ++at)
        if (at >= text.length) return null
        value = text.slice(valueStart, at)
      }
    }
    attributes ??= emptyList()
    attributes.push(attribute, value)
  }
}

/**
 * Reads an end tag, whose attributes say nothing.
 * @param start where its name begins.
 * @returns null where the text ends within it.
 */
export function readEndTag(text: string, start: number): Pick<ReadTag, 'name' | 'end'> | null {
  const end = findNameEnd(text, start)
  if (end < 0) return null
  return codeAt(text, end) === greater
    ? { name: lowerName(text, start, end), end: end + 1 }
    : readTag(text, start)
}

function findNameEnd(text: string, start: number): number {
  const { length } = text
  for (let at = start; at < length; at++) {
    const code = codeAt(text, at)
    if (code <= greater && (code === greater || code === slash || isSpace(code))) return at
  }
  return -1
}

/** A name with ASCII letters in lower case, others as they are. */
function lowerName(text: string, start: number, end: number): string {
  const known = nameIn(text, start, end)
  if (known !== null) return known
  const name = text.slice(start, end)
  return /[A-Z]/.test(name) ? name.replace(/[A-Z]+/g, letters => letters.toLowerCase()) : name
}
