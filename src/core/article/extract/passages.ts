import { type Element, isTag, isText } from 'domhandler'
import { foldSpace } from '../../html/text.ts'
import { chromeBits } from './chrome.ts'
import { knownLine } from './known-line.ts'
import { isBodyNamed } from './names.ts'
import { blockNames } from './paragraphs.ts'

/** An element with everything in it, as a place where passages stand. */
export interface Place {
  readonly element: Element
  readonly up: Place | null
  readonly depth: number
  /** Bits of `chromeNames`, its own and those of the elements around it. */
  readonly chrome: number
  /** How many levels up the nearest element stands that is named as chrome or as a body; `far` for none. */
  readonly chromeDistance: number
  readonly bodyDistance: number
  /** Bits of `roleNames`, its own and those of the elements around it. */
  readonly roles: number
  /** The names of this element and the one around it: equal for what a template repeats. */
  readonly signature: string
  /** Characters in it, and those of them in links and in prose. */
  text: number
  linked: number
  prose: number
  /** Prose of the passages right in it. */
  ownProse: number
  passages: number
}

/** One stretch of running text of a page, with what its letters show. */
export interface Passage {
  readonly element: Element
  readonly place: Place
  readonly around: Place | null
  readonly line: string
  /** Characters; a letter of a script without spaces counts as two. */
  readonly length: number
  readonly linked: number
  readonly links: number
  readonly strong: number
  readonly slanted: number
  readonly breaks: number
  readonly images: number
  readonly letters: LetterCounts
  readonly isProse: boolean
  /** How it ends: 5 for the end of a sentence, down to -2 for a sign that ends none. */
  readonly last: number
}

export interface LetterCounts {
  words: number
  digits: number
  capitals: number
  letters: number
  wide: number
  ends: number
  commas: number
  signs: number
}

export const far = 12

/** Elements and roles that say what they hold; one bit each. */
export const roleNames = [
  'nav',
  'footer',
  'header',
  'aside',
  'form',
  'article',
  'main',
  'table',
  'list',
  'blockquote',
  'figure',
  'a',
  'dl',
  'articleBody',
  'role',
  'section',
] as const

const roleBits = new Map<string, number>(roleNames.map((name, bit) => [name, 1 << bit]))
const apartRoles =
  /^(?:navigation|banner|contentinfo|complementary|search|menu|menubar|dialog|alertdialog|alert|toolbar|tablist)$/i
const minProse = 60

/** Divides a page into its passages, in reading order, in one walk. Loose text must stand in paragraphs already. */
export function readPassages(root: Element): readonly Passage[] {
  const passages: Passage[] = []
  const holders = new Set<Element>()
  findHolders(root, holders)
  walk(root, null, { passages, holders })
  return passages
}

interface Walk {
  readonly passages: Passage[]
  /** Elements that hold a block. */
  readonly holders: ReadonlySet<Element>
}

function walk(element: Element, up: Place | null, page: Walk): void {
  const { passages, holders } = page
  const place = placeOf(element, up)
  let holdsBlock = false
  if (element.name !== 'table' || !isDataTable(element))
    for (const child of element.children)
      if (isTag(child) && (blockNames.has(child.name) || holders.has(child))) {
        holdsBlock = true
        walk(child, place, page)
      }
  if (holdsBlock) return
  const passage = readPassage(element, place)
  if (passage === null) return
  passages.push(passage)
  if (up !== null && passage.isProse) up.ownProse += passage.length - passage.linked
  for (let at: Place | null = place; at !== null; at = at.up) {
    at.text += passage.length
    at.linked += passage.linked
    at.passages++
    if (passage.isProse) at.prose += passage.length - passage.linked
  }
}

/** Every element that holds a block, whatever it is itself, in one walk. */
function findHolders(element: Element, holders: Set<Element>): boolean {
  let holds = false
  for (const child of element.children)
    if (isTag(child)) holds = findHolders(child, holders) || blockNames.has(child.name) || holds
  if (holds) holders.add(element)
  return holds
}

/** A table of short cells, several in most rows, is one passage; one that lays out a page is a place for many. */
function isDataTable(table: Element): boolean {
  let rows = 0
  let wideRows = 0
  let long = false
  const look = (element: Element): void => {
    for (const child of element.children) {
      if (!isTag(child)) continue
      if (child.name === 'tr') {
        const cells = child.children.filter(isTag)
        const filled = cells.map(cell => (holdsTable(cell) ? maxCell + 1 : lengthIn(cell)))
        long ||= filled.some(length => length > maxCell)
        if (filled.some(length => length > 0)) rows++
        if (filled.filter(length => length > 0).length > 1) wideRows++
      } else if (child.name === 'tbody' || child.name === 'thead' || child.name === 'tfoot') look(child)
    }
  }
  look(table)
  return !long && rows >= 2 && wideRows >= rows * 0.6
}

const maxCell = 240

function holdsTable(element: Element): boolean {
  return element.children.some(
    child => isTag(child) && (/^(?:table|ul|ol|h[1-6])$/.test(child.name) || holdsTable(child)),
  )
}

function lengthIn(element: Element): number {
  let length = 0
  for (const child of element.children) {
    if (isText(child)) length += child.data.trim().length
    else if (isTag(child)) length += lengthIn(child)
    if (length > maxCell) break
  }
  return length
}

function placeOf(element: Element, up: Place | null): Place {
  const chrome = chromeBits(element)
  const { name, attribs } = element
  let roles = roleBits.get(name === 'ul' || name === 'ol' || name === 'li' ? 'list' : name) ?? 0
  if (apartRoles.test(attribs['role'] ?? '')) roles |= roleBits.get('role') ?? 0
  if (/articleBody/i.test(attribs['itemprop'] ?? '')) roles |= roleBits.get('articleBody') ?? 0
  return {
    element,
    up,
    depth: up === null ? 0 : up.depth + 1,
    chrome: chrome | (up?.chrome ?? 0),
    chromeDistance: chrome !== 0 ? 0 : Math.min(far, (up?.chromeDistance ?? far) + 1),
    bodyDistance: isBodyNamed(element) ? 0 : Math.min(far, (up?.bodyDistance ?? far) + 1),
    roles: roles | (up?.roles ?? 0),
    signature: `${up === null ? '' : ownSignature(up)}>${name}.${attribs['class'] ?? ''}`,
    text: 0,
    linked: 0,
    prose: 0,
    ownProse: 0,
    passages: 0,
  }
}

function ownSignature({ element }: Place): string {
  return `${element.name}.${element.attribs['class'] ?? ''}`
}

interface Run {
  text: string
  linked: number
  links: number
  strong: number
  slanted: number
  breaks: number
  images: number
  /** Spaces that stand for line breaks and the edges of blocks. */
  spaces: number
}

function readPassage(element: Element, place: Place): Passage | null {
  const run: Run = { text: '', linked: 0, links: 0, strong: 0, slanted: 0, breaks: 0, images: 0, spaces: 0 }
  readRun(element, run, false)
  const line = run.spaces === 0 ? knownLine(element) : foldSpace(run.text)
  if (line === '') return null
  const letters = countLetters(line)
  const length = line.length + letters.wide
  const scale = length / Math.max(1, run.text.length)
  const linked = run.linked * scale
  return {
    element,
    place,
    around: place.up,
    line,
    length,
    linked,
    links: run.links,
    strong: (run.strong * scale) / length,
    slanted: (run.slanted * scale) / length,
    breaks: run.breaks,
    images: run.images,
    letters,
    last: lastSign(line),
    isProse: length >= minProse && linked * 3 < length && !/^h[1-6]$/.test(element.name),
  }
}

function readRun(element: Element, run: Run, inLink: boolean): void {
  for (const child of element.children) {
    if (isText(child)) run.text += child.data
    else if (isTag(child)) {
      const { name } = child
      if (name === 'br') {
        run.breaks++
        run.text += ' '
        run.spaces++
        continue
      }
      if (name === 'img') run.images++
      if (blockNames.has(name)) {
        run.text += ' '
        run.spaces++
      }
      const start = run.text.length
      const isLink = name === 'a' && !inLink
      readRun(child, run, inLink || isLink)
      const added = run.text.length - start
      if (isLink && added > 0) {
        run.linked += added
        run.links++
      } else if (name === 'b' || name === 'strong') run.strong += added
      else if (name === 'i' || name === 'em') run.slanted += added
    }
  }
}

const ends = new Set([...'.!?…。！？؟।።։'])
const commas = new Set([...',،、，;；:：'])
const signs = new Set([...'|»«›‹→►▶•·©@/\\#+=<>[]{}*_~^—–'])

function countLetters(line: string): LetterCounts {
  const counts: LetterCounts = {
    words: 1,
    digits: 0,
    capitals: 0,
    letters: 0,
    wide: 0,
    ends: 0,
    commas: 0,
    signs: 0,
  }
  for (const character of line) {
    const code = character.codePointAt(0) ?? 0
    if (code === 32) counts.words++
    else if (code >= 97 && code <= 122) counts.letters++
    else if (code >= 48 && code <= 57) counts.digits++
    else if (code >= 65 && code <= 90) {
      counts.letters++
      counts.capitals++
    } else if (isWide(code)) {
      counts.letters++
      counts.wide++
    } else if (ends.has(character)) counts.ends++
    else if (commas.has(character)) counts.commas++
    else if (signs.has(character)) counts.signs++
    else if (code > 191) {
      counts.letters++
      if (isCapital(code)) counts.capitals++
    }
  }
  return counts
}

/** A Han, Kana or Hangul letter says as much as two others. */
function isWide(code: number): boolean {
  return (
    (code >= 0x3040 && code <= 0x30ff) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7af)
  )
}

/** The capitals of Latin-1, Greek and Cyrillic; other scripts have none, or few. */
function isCapital(code: number): boolean {
  return (
    (code >= 0xc0 && code <= 0xde) || (code >= 0x391 && code <= 0x3ab) || (code >= 0x400 && code <= 0x42f)
  )
}

function lastSign(line: string): number {
  const last = line.replace(/["”»’')\]」』\s]+$/u, '').at(-1) ?? ''
  if ('.。।។።'.includes(last)) return 5
  if ('!?！？؟'.includes(last)) return 4
  if (last === '…') return 3
  if (':：'.includes(last)) return 2
  if (',،、，;；-–—'.includes(last)) return 1
  if (/\p{N}/u.test(last)) return -1
  return /[\p{L}\p{M}]/u.test(last) ? 0 : -2
}
