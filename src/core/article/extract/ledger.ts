import { type AnyNode, type Element, isTag, isText, type ParentNode, type Text } from 'domhandler'
import { cutAtWord, startOfLine } from '../../html/text.ts'
import { isWithinAny, parentElement } from '../../html/tree.ts'
import type { Dropped, Fate, TracedPassage } from '../article.ts'
import type { Drop } from './drop.ts'

const maxRemembered = 200
const maxText = 80
const maxLine = 50_000
/** What is in them is markup to a browser that runs scripts. */
const isMarkup = new Set(['noscript', 'iframe', 'template', 'noembed', 'noframes'])
const kept: Fate = { step: 'kept', reason: 'in the article' }
const unnamed: Fate = { step: 'left out', reason: 'with what stands around it' }

/** What the steps of an extraction decided, element by element. */
export interface Ledger {
  /** Whether anything is written down, which takes its time. */
  readonly isTraced: boolean
  /** Takes elements out of the page, and writes down why. */
  readonly drop: Drop
  /** Writes down that an element is left out. */
  note(element: Element, fate: Fate): void
  /**
   * Strikes out what was written of elements that came back, and of those around them of which all came back.
   * @param passages those that had been left out, each with whether it came back.
   */
  readmit(passages: readonly { readonly element: Element; readonly isBack: boolean }[]): void
  /** Begins to follow these passages: all of the page, in reading order. */
  follow(passages: readonly { readonly element: Element; readonly line: string }[]): void
  /** What became of the passages that are followed; those that were left out before stand at their places. */
  fates(bodies: readonly Element[]): readonly TracedPassage[]
  /** What was left out, in the order of the steps. */
  dropped(): readonly Dropped[]
}

interface Followed {
  readonly line: string
  /** Where its text begins. */
  readonly first: Text | null
  /** The most of its text: it stays the same node wherever the passage is moved. */
  readonly text: Text | null
}

/** One that was left out before the page was divided into passages. */
interface Early {
  readonly fate: Fate
  readonly line: string
  /** The text that stood right behind it. */
  readonly next: Text | null
}

export function createLedger(isTraced = false): Ledger {
  return isTraced ? openLedger() : blankLedger()
}

/** Takes out, and writes nothing down. */
function blankLedger(): Ledger {
  return {
    isTraced: false,
    drop: createDrop(() => {}),
    note() {},
    readmit() {},
    follow() {},
    fates: () => [],
    dropped: () => [],
  }
}

/** @param write what is done with each element just before it is taken out. */
function createDrop(write: (element: Element, fate: Fate) => void): Drop {
  const unswept = new Set<ParentNode>()
  return {
    take(element, step, reason) {
      write(element, { step, reason })
      if (element.parent !== null) unswept.add(element.parent)
      detach(element)
      return true
    },
    sweep() {
      for (const parent of unswept) parent.children = parent.children.filter(child => child.parent !== null)
      unswept.clear()
    },
  }
}

function detach(element: Element): void {
  const { prev, next } = element
  if (prev !== null) prev.next = next
  if (next !== null) next.prev = prev
  element.prev = null
  element.next = null
  element.parent = null
}

function openLedger(): Ledger {
  const fateOf = new Map<Element, Fate>()
  const records = new Map<Element, Dropped>()
  const early: Early[] = []
  let followed: readonly Followed[] | null = null

  const note = (element: Element, fate: Fate): void => {
    fateOf.set(element, fate)
    const line = records.size < maxRemembered ? startOfLine(element, maxText) : ''
    if (line !== '') records.set(element, { ...fate, where: pathOf(element), text: cutAtWord(line, maxText) })
  }
  /** The element, at the node or around it, of which something was written. */
  const writtenAround = (node: AnyNode): Element | null => {
    for (let at: AnyNode | null = node; at !== null; at = at.parent)
      if (isTag(at) && fateOf.has(at)) return at
    return null
  }

  return {
    isTraced: true,
    note,
    drop: createDrop((element, fate) => {
      note(element, fate)
      if (followed !== null || isMarkup.has(element.name)) return
      const line = cutAtWord(startOfLine(element, maxLine), maxLine)
      if (line !== '') early.push({ fate, line, next: textBehind(element) })
    }),
    readmit(passages) {
      const counts = new Map<Element, { all: number; back: number }>()
      for (const { element, isBack } of passages) {
        const written = writtenAround(element)
        if (written === null) continue
        const count = counts.get(written) ?? { all: 0, back: 0 }
        counts.set(written, { all: count.all + 1, back: count.back + (isBack ? 1 : 0) })
      }
      for (const [element, { all, back }] of counts) {
        if (back < all) continue
        fateOf.delete(element)
        records.delete(element)
      }
    },
    follow(passages) {
      followed = passages.map(({ element, line }) => ({
        line,
        first: textsOf(element)[0] ?? null,
        text: longestOf(textsOf(element)),
      }))
    },
    fates(bodies) {
      const traced: TracedPassage[] = []
      const waiting = new Set(early)
      const before = Map.groupBy(early, ({ next }) => next)
      const all = new Set(bodies)
      for (const { line, first, text } of followed ?? []) {
        for (const each of first === null ? [] : (before.get(first) ?? [])) {
          if (waiting.delete(each)) traced.push({ line: each.line, ...each.fate })
        }
        const written = text === null ? null : writtenAround(text)
        const isBody = text !== null && isWithinAny(text, all)
        const fate = (written === null ? undefined : fateOf.get(written)) ?? (isBody ? kept : unnamed)
        traced.push({ line, ...fate })
      }
      return [...traced, ...[...waiting].map(({ line, fate }) => ({ line, ...fate }))]
    },
    dropped: () => [...records.values()],
  }
}

/** The texts of an element that say something, in order. */
function textsOf(element: Element): readonly Text[] {
  return element.children.flatMap(child => {
    if (isText(child)) return child.data.trim() === '' ? [] : [child]
    return isTag(child) && child.name !== 'script' && child.name !== 'style' ? textsOf(child) : []
  })
}

function longestOf(texts: readonly Text[]): Text | null {
  return texts.reduce<Text | null>(
    (longest, text) => (text.data.length > (longest?.data.length ?? 0) ? text : longest),
    null,
  )
}

/** The first text after an element, in document order. */
function textBehind(element: Element): Text | null {
  for (let at: Element | null = element; at !== null; at = parentElement(at))
    for (let next = at.next; next !== null; next = next.next) {
      if (isText(next) && next.data.trim() !== '') return next
      const [inner] = isTag(next) ? textsOf(next) : []
      if (inner !== undefined) return inner
    }
  return null
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
