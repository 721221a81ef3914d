import { fingerprint, foldText, type Part } from './fingerprint.ts'

/** How a text stands beside what was signed of it. */
export interface TextComparison {
  /** The parts that stand in the text, by their place among the signed ones. */
  readonly found: readonly number[]
  readonly missing: readonly number[]
  /** Whether the paragraphs that were found stand in the signed order; what stands around them may move. */
  readonly isInOrder: boolean
  /** Lines of the text that no signature covers. */
  readonly foreign: readonly string[]
}

interface Line {
  readonly text: string
  readonly from: number
  readonly to: number
}

/**
 * What a mirror says of itself below an article, in any language: when it last looked, and at which address. Nothing more
 * fits into it, so that nobody can write there.
 */
const provenance =
  /^[\p{L}\p{M}\u200c ]{1,40}: [\p{L}\p{M}\p{N} .,،/(-]{4,40}\p{N}{2}:\p{N}{2} ?UTC\)?\.(?: [\p{L}\p{M}\u200c ]{1,40}: \S{1,300})?$/u
/** What a mirror puts before a signed line: `Image: …`. */
const label = /^[\p{L}\p{M}\s]{1,30}:(?=\s)/u
const longestSearched = 2_000_000

/**
 * Looks for each signed part in a text, whatever its line breaks, quotes and spaces are now.
 * A part is looked for where the one before it ended, then at every beginning of a word.
 */
export function compareText(text: string, parts: readonly Part[]): TextComparison {
  const lines = foldLines(text.slice(0, longestSearched))
  const folded = lines.map(line => foldText(line.text)).join('')
  const starts = wordStarts(lines)
  const covered = new Uint8Array(folded.length)
  const found: number[] = []
  let position = 0
  let isInOrder = true
  for (const [index, part] of parts.entries()) {
    const at = findPart(folded, part, position, starts)
    if (at === null) continue
    found.push(index)
    covered.fill(1, at, at + part.length)
    if (part.kind !== 'paragraph') continue
    if (at < position) isInOrder = false
    else position = at + part.length
  }
  const missing = [...parts.keys()].filter(index => !found.includes(index))
  return { found, missing, isInOrder, foreign: foreignLines(lines, covered) }
}

function findPart(folded: string, part: Part, position: number, starts: readonly number[]): number | null {
  if (isAt(folded, part, position)) return position
  const later = starts.find(start => start > position && isAt(folded, part, start))
  return later ?? starts.find(start => start < position && isAt(folded, part, start)) ?? null
}

function isAt(folded: string, { length, fingerprint: wanted }: Part, at: number): boolean {
  return at + length <= folded.length && fingerprint(folded.slice(at, at + length)) === wanted
}

function foldLines(text: string): readonly Line[] {
  let from = 0
  return text.split(/\r?\n/).map(line => {
    const to = from + foldText(line).length
    const place = { text: line, from, to }
    from = to
    return place
  })
}

/** Where words begin in the folded text: nothing that was signed begins elsewhere, so there is no need to look. */
function wordStarts(lines: readonly Line[]): readonly number[] {
  return lines.flatMap(({ text, from }) => {
    let at = from
    return text.split(/[^\p{L}\p{M}\p{N}]+/u).flatMap(word => {
      const start = at
      at += foldText(word).length
      return at > start ? [start] : []
    })
  })
}

function foreignLines(lines: readonly Line[], covered: Uint8Array): readonly string[] {
  return lines
    .filter(({ text, from, to }) => {
      if (provenance.test(text.replaceAll(/\s+/g, ' ').trim())) return false
      const isCovered = (start: number) => covered.subarray(start, to).every(each => each === 1)
      const labelled = from + foldText(label.exec(text)?.[0] ?? '').length
      return !isCovered(from) && !(labelled < to && isCovered(labelled))
    })
    .map(({ text }) => text.trim())
}
