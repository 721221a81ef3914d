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
  if (isTooDeep(text)) throw new SyntaxError(`it is nested deeper than ${maxDepth} levels`)
  try {
    return { value: parse(text), isCutOff: false }
  } catch (cause) {
    const mended = mend(text)
    if (mended === null) throw cause
    return { value: parse(mended.text), isCutOff: mended.isCutOff }
  }
}

// The runtime's parser takes seconds to find out.
function isTooDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x22) {
      at = endOfText(text, at)
    } else if (code === 0x5b || code === 0x7b) {
      if (++depth > maxDepth) return true
    } else if (code === 0x5d || code === 0x7d) depth--
  }
  return false
}

function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let first = end
    while (text.charCodeAt(first - 1) === 0x5c) first--
    if ((end - first) % 2 === 0) return end
  }
  return text.length
}

function parse(text: string): unknown {
  return JSON.parse(text)
}

// RFC 8259: a text, or a character that means something outside of one.
const tokenPattern = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|"|[{}[\],]|[^\s"{}[\],]+/g

/** Writes the document afresh, closed after its last whole value; null where it is nested too deeply to be a feed. */
function mend(text: string): { readonly text: string; readonly isCutOff: boolean } | null {
  const out: string[] = []
  let open: Open | null = null
  // Where the last whole member or element ends, and what was open there.
  let safe: { readonly length: number; readonly open: Open | null } = { length: 0, open: null }
  let read = 0
  for (const match of text.matchAll(tokenPattern)) {
    const token = match[0]
    if (token === '"') break
    read = match.index + token.length
    if (token === '}' || token === ']') {
      if (out.at(-1) === ',') out.pop()
      if (open?.closer !== token) return null
      open = open.around
      out.push(token)
      if (open === null) return { text: out.join(''), isCutOff: false }
      safe = { length: out.length, open }
    } else if (token === ',') {
      safe = { length: out.length, open }
      out.push(token)
    } else {
      if (token === '{') open = openIn(open, '}')
      if (token === '[') open = openIn(open, ']')
      if (depthOf(open) > maxDepth) return null
      out.push(token.startsWith('"') ? escapeControls(token) : token)
    }
  }
  if (safe.length === 0 || read === 0) return null
  let end = ''
  for (let at = safe.open; at !== null; at = at.around) end += at.closer
  return { text: out.slice(0, safe.length).join('') + end, isCutOff: true }
}

/** What is open at some place, innermost first; what is around it is shared with other places. */
interface Open {
  readonly closer: string
  readonly around: Open | null
  readonly depth: number
}

function openIn(around: Open | null, closer: string): Open {
  return { closer, around, depth: depthOf(around) + 1 }
}

function depthOf(open: Open | null): number {
  return open === null ? 0 : open.depth
}

// RFC 8259 §7: no text holds them as they are.
function escapeControls(token: string): string {
  return token.replace(/[\u0000-\u001f]/g, character => JSON.stringify(character).slice(1, -1))
}
