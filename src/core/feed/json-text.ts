/** JSON as it was read: the value, and whether the document broke off. */
export interface ReadJson {
  readonly value: unknown
  readonly isCutOff: boolean
}

// Deeper than any feed goes, and what a parser's own stack bears.
const maxDepth = 500

/**
 * JSON that may be broken: line ends within texts, a comma too many, an end that is missing.
 * @throws SyntaxError for what cannot be mended, with the words of the first try.
 */
export function readJson(text: string): ReadJson {
  try {
    return { value: parse(text), isCutOff: false }
  } catch (cause) {
    const mended = mend(text)
    if (mended === null) throw cause
    return { value: parse(mended.text), isCutOff: mended.isCutOff }
  }
}

function parse(text: string): unknown {
  return JSON.parse(text)
}

// RFC 8259: a text, or a character that means something outside of one.
const tokenPattern = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|"|[{}[\],]|[^\s"{}[\],]+/g

/** Writes the document afresh, closed after its last whole value; null where it is nested too deeply to be a feed. */
function mend(text: string): { readonly text: string; readonly isCutOff: boolean } | null {
  const out: string[] = []
  const open: string[] = []
  // Where the last whole member or element ends, and what was open there.
  let safe = { length: 0, closers: '' }
  let read = 0
  for (const match of text.matchAll(tokenPattern)) {
    const token = match[0]
    if (token === '"') break
    read = match.index + token.length
    if (token === '}' || token === ']') {
      if (out.at(-1) === ',') out.pop()
      if (open.pop() !== token) return null
      out.push(token)
      if (open.length === 0) return { text: out.join(''), isCutOff: false }
      safe = { length: out.length, closers: open.toReversed().join('') }
    } else if (token === ',') {
      safe = { length: out.length, closers: open.toReversed().join('') }
      out.push(token)
    } else {
      if (token === '{') open.push('}')
      if (token === '[') open.push(']')
      if (open.length > maxDepth) return null
      out.push(token.startsWith('"') ? escapeControls(token) : token)
    }
  }
  if (safe.length === 0 || read === 0) return null
  return { text: out.slice(0, safe.length).join('') + safe.closers, isCutOff: true }
}

// RFC 8259 §7: no text holds them as they are.
function escapeControls(token: string): string {
  return token.replace(/[\u0000-\u001f]/g, character => JSON.stringify(character).slice(1, -1))
}
