import type { Element } from 'domhandler'
import { foldSpace } from '../../html/text.ts'
import { isDataTable } from './data-table.ts'
import { kinds } from './kinds.ts'
import { countLetters, type LetterCounts } from './letter-counts.ts'
import type { Outline } from './outline.ts'
import { type Places, placesOf } from './places.ts'
import { type Run, readRun } from './run.ts'

const minProse = 60

/**
 * One stretch of running text of a page, with what its letters show. An object of a class for the reason that
 * `emptyList` tells.
 */
export class Passage {
  declare readonly element: Element
  /** Its place in the outline, and that of the element around it; -1 for none. */
  declare readonly at: number
  declare readonly around: number
  declare readonly line: string
  /** The first passage of the page that says the same, by its number: this one itself, where none does before it. */
  declare readonly first: number
  /** Characters; a letter of a script without spaces counts as two. */
  declare readonly length: number
  declare readonly linked: number
  declare readonly links: number
  declare readonly strong: number
  declare readonly slanted: number
  declare readonly breaks: number
  declare readonly images: number
  declare readonly letters: LetterCounts
  declare readonly isHeading: boolean
  declare readonly isProse: boolean
  /** How it ends: 5 for the end of a sentence, down to -2 for a sign that ends none. */
  declare readonly last: number

  constructor(
    outline: Outline,
    at: number,
    { element, run, line, first }: { readonly run: Run } & Pick<Passage, 'element' | 'line' | 'first'>,
  ) {
    const letters = countLetters(line)
    const length = line.length + letters.wide
    const scale = length / Math.max(1, run.text.length)
    const linked = run.linked * scale
    const isHeading = ((outline.kinds[at] ?? 0) & kinds.heading) !== 0
    this.element = element
    this.at = at
    this.around = outline.parents[at] ?? -1
    this.line = line
    this.first = first
    this.length = length
    this.linked = linked
    this.links = run.links
    this.strong = (run.strong * scale) / length
    this.slanted = (run.slanted * scale) / length
    this.breaks = run.breaks
    this.images = run.images
    this.letters = letters
    this.isHeading = isHeading
    this.isProse = length >= minProse && linked * 3 < length && !isHeading
    this.last = lastSign(line)
  }
}

/** Divides a page into its passages, in reading order. Loose text must stand in paragraphs already. */
export function readPassages(outline: Outline): {
  readonly passages: readonly Passage[]
  readonly places: Places
} {
  const places = placesOf(outline)
  const passages: Passage[] = []
  const firsts = new Map<string, number>()
  for (const at of findPassages(outline)) {
    const element = outline.elements[at]
    if (element === undefined) break
    const run = readRun(element)
    const line = lineOfRun(outline, at, run)
    if (line === '') continue
    const index = passages.length
    const first = firsts.get(line) ?? index
    if (first === index) firsts.set(line, index)
    const passage = new Passage(outline, at, { element, run, line, first })
    passages.push(passage)
    put(passage, places)
  }
  sumUp(places)
  return { passages, places }
}

/** The innermost blocks: those that hold no other, and hold text themselves. */
function findPassages({ elements, parents, kinds: own, isCut }: Outline): readonly number[] {
  const count = elements.length
  const holdsBlock = new Uint8Array(count)
  for (let at = count - 1; at > 0; at--)
    if (isCut[at] === 0 && (holdsBlock[at] === 1 || ((own[at] ?? 0) & kinds.block) !== 0))
      holdsBlock[parents[at] ?? 0] = 1
  const found: number[] = []
  /** Places in which the search goes on. */
  const isOpen = new Uint8Array(count)
  for (let at = 0; at < count; at++) {
    if (isCut[at] === 1 || (at > 0 && isOpen[parents[at] ?? 0] === 0)) continue
    const element = elements[at]
    if (element === undefined) break
    const isBlock = ((own[at] ?? 0) & kinds.block) !== 0
    if (at > 0 && !isBlock && holdsBlock[at] === 0) continue
    if (holdsBlock[at] === 1 && !(element.name === 'table' && isDataTable(element))) isOpen[at] = 1
    else found.push(at)
  }
  return found
}

function lineOfRun({ lines }: Outline, at: number, run: Run): string {
  if (run.spaces > 0) return foldSpace(run.text)
  const line = lines[at] ?? foldSpace(run.text)
  lines[at] = line
  return line
}

/** Adds a passage to the places that it stands in: what few of them have, or what is no whole number. */
function put({ at, around, length, linked, isProse }: Passage, places: Places): void {
  const { parents } = places.outline
  const prose = isProse ? length - linked : 0
  places.text[at] = length
  places.passages[at] = 1
  if (linked === 0 && prose === 0) return
  if (around >= 0) places.ownProse[around] = (places.ownProse[around] ?? 0) + prose
  for (let each = at; each >= 0; each = parents[each] ?? -1) {
    places.linked[each] = (places.linked[each] ?? 0) + linked
    places.prose[each] = (places.prose[each] ?? 0) + prose
  }
}

/** Adds up the rest from the innermost places outward. */
function sumUp({ outline: { parents }, text, passages }: Places): void {
  for (let at = parents.length - 1; at > 0; at--) {
    const count = passages[at] ?? 0
    if (count === 0) continue
    const around = parents[at] ?? 0
    text[around] = (text[around] ?? 0) + (text[at] ?? 0)
    passages[around] = (passages[around] ?? 0) + count
  }
}

const closing = new Set([...'"”»’\')]」』 '])

function lastSign(line: string): number {
  let end = line.length
  // Most lines end with a letter of English.
  const code = line.charCodeAt(end - 1) | 0x20
  if (code >= 0x61 && code <= 0x7a) return 0
  while (end > 0 && closing.has(line.charAt(end - 1))) end--
  const last = line.charAt(end - 1)
  const known = signs.get(last)
  if (known !== undefined) return known
  if (/\p{N}/u.test(last)) return -1
  return /[\p{L}\p{M}]/u.test(last) ? 0 : -2
}

/** What a sign at the end says; a line of closing signs alone ends like a sentence. */
const signs = new Map<string, number>([['', 5]])
for (const [characters, sign] of [
  ['.。।።។', 5],
  ['!?！？؟', 4],
  ['…', 3],
  [':：', 2],
  [',،、，;；-–—', 1],
] as const)
  for (const character of characters) signs.set(character, sign)
