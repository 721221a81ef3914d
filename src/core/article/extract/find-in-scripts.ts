import { parseFragment } from '../../html/parse.ts'
import { rawText } from '../../html/text.ts'

const paragraph = /<p[\s>]/gi
/** A body in JSON within a string of JavaScript, as some frameworks send it, is two levels deep. */
const maxDepth = 3
const minLength = 500
/** Where the script would put an advertisement: `$$NAME$$`, `{{name}}`, `%%NAME%%`. */
const slots = /\$\$\w{2,40}\$\$|\{\{[\w .-]{2,40}\}\}|%%\w{2,40}%%/g

/**
 * Finds the body of a page that a script builds: the longest text among the strings of its scripts that are markup with
 * paragraphs.
 * @returns its markup, which is as little to be trusted as the page; null where there is none.
 */
export function findInScripts(html: string): { readonly markup: string; readonly length: number } | null {
  let best: { readonly markup: string; readonly length: number } | null = null
  for (const script of scriptsOf(html)) {
    if (!/(?:<|\\u003c)p[\s>\\]/i.test(script)) continue
    for (const text of markupIn(script, 1)) {
      const markup = text.replace(slots, '')
      if (markup.length <= (best?.length ?? minLength)) continue
      const { length } = rawText(parseFragment(markup)).trim()
      if (length > (best?.length ?? minLength)) best = { markup, length }
    }
  }
  return best
}

/** With their start tags; in one pass, also where the page ends within a script. */
function* scriptsOf(html: string): Generator<string> {
  const starts = /<script[\s>]/gi
  const ends = /<\/script/gi
  for (let start = starts.exec(html); start !== null; start = starts.exec(html)) {
    ends.lastIndex = start.index
    const end = ends.exec(html)
    if (end === null) return
    yield html.slice(start.index, end.index)
    starts.lastIndex = end.index
  }
}

function* markupIn(script: string, depth: number): Generator<string> {
  for (const text of stringsOf(script)) {
    if (/"\s*:\s*["[{]/.test(text)) {
      if (depth < maxDepth) yield* markupIn(text, depth + 1)
    } else if ((text.match(paragraph)?.length ?? 0) >= 2) yield text
  }
}

/** The strings of JSON in a text that are long enough for a body, decoded. */
function* stringsOf(text: string): Generator<string> {
  let start = text.indexOf('"')
  while (start >= 0) {
    const end = endOf(text, start)
    if (end < 0) return
    if (end - start > minLength) {
      const decoded = decode(text.slice(start, end + 1))
      if (decoded !== null) yield decoded
    }
    // What ends one string may as well begin the next: a quotation mark in a comment puts all after it out of step.
    start = end
  }
}

function endOf(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x5c) at++
    else if (code === 0x22) return at
  }
  return -1
}

function decode(literal: string): string | null {
  try {
    return JSON.parse(literal)
  } catch {
    // What stands between two strings is none.
    return null
  }
}
