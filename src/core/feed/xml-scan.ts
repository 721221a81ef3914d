/** What a document consists of, told in its own order. */
export interface XmlHandler {
  /** @param attributes values with their references as written. */
  readonly open: (name: string, attributes: ReadonlyMap<string, string>, isEmpty: boolean) => void
  readonly close: (name: string) => void
  /** @param isLiteral whether it stood in a CDATA section, where references are none. */
  readonly text: (text: string, isLiteral: boolean) => void
  /** An internal entity (XML 1.0 §4.2.1), whose text is at most `maxEntityLength` long and has no markup. */
  readonly entity: (name: string, text: string) => void
  /** Whether nothing more is wanted. */
  readonly isDone: () => boolean
  /** The name of the element that a text stands in. */
  readonly current: () => string
}

const nameStart = /[\p{L}_:]/u
const namePattern = /[^\s<>/="'&;!?]+/y
const attributePattern = /[\s/]*([^\s<>/="']+)(?:\s*=\s*)?/y
const unquotedPattern = /[^\s<>"']*/y
const endTagPattern = /<\/\s*([^\s<>/]*)[^<>]*>?/y
const entityPattern =
  /<!ENTITY\s+([\w.-]{1,64})\s+(?:"([^"<&%]*)"|'([^'<&%]*)'|"(&#\w{1,8};)"|'(&#\w{1,8};)')\s*>/gi
const maxEntityLength = 200
const maxAttributes = 64

/**
 * Reads markup that is XML or was meant to be, in one pass and in time proportional to its length. What breaks a rule
 * is taken as its author must have meant it: a lone `<` is text, an attribute needs no quotes, a section without its
 * end goes to the end of its element. Nothing throws.
 * @returns whether the document ends within markup that was begun.
 */
export function scanXml(text: string, handler: XmlHandler): boolean {
  const find = finder(text)
  let at = 0
  while (at < text.length && !handler.isDone()) {
    const tag = text.indexOf('<', at)
    if (tag === -1) {
      handler.text(text.slice(at), false)
      return false
    }
    if (tag > at) handler.text(text.slice(at, tag), false)
    at = tag
    const next = text[tag + 1]
    if (next === '/') at = readEndTag(text, tag, handler)
    else if (next === '?') at = instructionEnd(find, tag)
    else if (next === '!') {
      const end = readDeclaration(text, tag, find, handler)
      if (end === null) return true
      at = end
    } else {
      const end = next !== undefined && nameStart.test(next) ? readTag(text, tag, find, handler) : null
      if (end === 'unfinished') return true
      if (end === null) handler.text('<', true)
      at = end ?? tag + 1
    }
  }
  return false
}

function readEndTag(text: string, at: number, handler: XmlHandler): number {
  endTagPattern.lastIndex = at
  const match = endTagPattern.exec(text)
  if (match === null) return at + 2
  if (match[1]) handler.close(match[1])
  return at + match[0].length
}

// `<?php echo "a > b" ?>` ends with its mark, `<?xml version="1.0">` never has one.
function instructionEnd(find: Finder, at: number): number {
  const [marked, tag] = [find('?>', at), find('<', at + 1)]
  if (marked < tag) return marked + 2
  return Math.min(find('>', at) + 1, tag)
}

/** @returns where what follows begins; null if the document ends within a section. */
function readDeclaration(text: string, at: number, find: Finder, handler: XmlHandler): number | null {
  if (text.startsWith('<!--', at)) {
    const end = find('-->', at + 2)
    return end < text.length ? end + 3 : find('>', at) + 1
  }
  if (/^<!\s*\[\s*CDATA\s*\[/i.test(text.slice(at, at + 16))) return readSection(text, at, find, handler)
  if (/^<!\s*\[?\s*C?D?A?T?A?\s*$/i.test(text.slice(at, at + 16))) return null
  const close = find('>', at)
  const subset = find('[', at)
  // A document type with declarations of its own: `<!DOCTYPE rss [ <!ENTITY …> ]>`.
  if (!/^<!doctype/i.test(text.slice(at, at + 9)) || subset > close) return close + 1
  const end = find(']', subset)
  readEntities(text.slice(subset, end), handler)
  return find('>', end) + 1
}

function readEntities(subset: string, handler: XmlHandler): void {
  for (const [, name = '', ...values] of subset.matchAll(entityPattern)) {
    const value = values.find(each => each !== undefined) ?? ''
    if (value.length <= maxEntityLength) handler.entity(name, value)
  }
}

function readSection(text: string, at: number, find: Finder, handler: XmlHandler): number | null {
  const start = text.indexOf('[', text.indexOf('[', at) + 1) + 1
  const end = find(']]>', start)
  // Sections do not nest: where another begins first, this one lacks its end.
  if (end < text.length && find('<![CDATA[', start) > end) {
    handler.text(text.slice(start, end), true)
    return end + 3
  }
  const elementEnd = find(`</${handler.current()}`, start)
  if (elementEnd === text.length && end < text.length) {
    handler.text(text.slice(start, end), true)
    return end + 3
  }
  handler.text(text.slice(start, elementEnd).replace(/\]\]>?\s*$/, ''), true)
  return elementEnd === text.length ? null : elementEnd
}

const noAttributes: ReadonlyMap<string, string> = new Map()

/** @returns where the tag ends; null if it is no tag, for another begins within it. */
function readTag(text: string, at: number, find: Finder, handler: XmlHandler): number | 'unfinished' | null {
  namePattern.lastIndex = at + 1
  const name = namePattern.exec(text)?.[0]
  if (name === undefined) return null
  let position = namePattern.lastIndex
  if (text[position] === '>') {
    handler.open(name, noAttributes, false)
    return position + 1
  }
  const attributes = new Map<string, string>()
  while (true) {
    attributePattern.lastIndex = position
    const match = attributePattern.exec(text)
    if (match === null) break
    position += match[0].length
    const key = match[1] ?? ''
    const [value, end] = match[0].includes('=') ? readValue(text, position, find) : ['', position]
    position = end
    if (attributes.size < maxAttributes && !attributes.has(key)) attributes.set(key, value)
  }
  const end = find('>', position)
  if (find('<', position) < end) return null
  if (end === text.length) return 'unfinished'
  handler.open(name, attributes, text[end - 1] === '/')
  return end + 1
}

function readValue(text: string, at: number, find: Finder): readonly [string, number] {
  const quote = text[at]
  if (quote !== '"' && quote !== "'") {
    unquotedPattern.lastIndex = at
    const value = (unquotedPattern.exec(text)?.[0] ?? '').replace(/\/$/, '')
    return [value, at + value.length]
  }
  const end = find(quote, at + 1)
  const close = find('>', at)
  // `<a href="x>text</a> … "`: a quote that never closed.
  if (find('<', at) < end && close < find('<', at)) {
    const value = text.slice(at + 1, close).replace(/\/$/, '')
    return [value, at + 1 + value.length]
  }
  return [text.slice(at + 1, end), Math.min(end + 1, text.length)]
}

/** Finds the first place of a mark at or after a position; the length of the text where there is none. */
type Finder = (mark: string, from: number) => number

// Names of elements that never end: a document may have as many as it has elements, each looked for to its end.
const maxMissing = 200

// What was found stays true until it is passed, so that a mark that is far off or missing is looked for once.
function finder(text: string): Finder {
  const found = new Map<string, { from: number; at: number }>()
  let missing = 0
  return (mark, from) => {
    const known = found.get(mark)
    if (known !== undefined && known.from <= from && known.at >= from) return known.at
    if (known === undefined && missing === maxMissing) return text.length
    const index = text.indexOf(mark, from)
    if (index === -1 && known === undefined) missing++
    const at = index === -1 ? text.length : index
    if (known === undefined) found.set(mark, { from, at })
    else {
      known.from = from
      known.at = at
    }
    return at
  }
}
