import { kinds } from './kinds.ts'
import type { Outline } from './outline.ts'

/** How much text each element of an outline holds, in characters without the white space around words. */
export interface Measures {
  readonly text: Int32Array
  /** The part of `text` within links. */
  readonly linked: Int32Array
  /** The part of `text` in paragraphs that read like prose: long enough, and not made of links. */
  readonly prose: Int32Array
}

const minProseLength = 60

/** Measures every element that is still there. */
export function measure({ parents, kinds: own, weights, isLinked, isCut }: Outline): Measures {
  const count = parents.length
  const text = new Int32Array(count)
  const linked = new Int32Array(count)
  const prose = new Int32Array(count)
  // Backwards: what is in an element comes before it, and has added itself to it.
  for (let at = count - 1; at >= 0; at--) {
    if (isCut[at] === 1) continue
    const weight = weights[at] ?? 0
    const length = (text[at] ?? 0) + weight
    const links = (linked[at] ?? 0) + (isLinked[at] === 1 ? weight : 0)
    let running = prose[at] ?? 0
    if (
      running === 0 &&
      ((own[at] ?? 0) & kinds.prose) !== 0 &&
      length >= minProseLength &&
      links * 3 < length
    )
      running = length - links
    text[at] = length
    linked[at] = links
    prose[at] = running
    const around = parents[at] ?? -1
    if (around < 0) continue
    text[around] = (text[around] ?? 0) + length
    linked[around] = (linked[around] ?? 0) + links
    prose[around] = (prose[around] ?? 0) + running
  }
  return { text, linked, prose }
}

/** The share of an element's text that is links. */
export function linkShareAt({ text, linked }: Measures, at: number): number {
  const length = text[at] ?? 0
  return length === 0 ? 0 : (linked[at] ?? 0) / length
}
