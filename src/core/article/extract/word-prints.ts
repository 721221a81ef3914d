import { wordsOf } from '../../html/letters.ts'

/** What is not read unit by unit: surrogates, and letters whose lower case is longer or depends on their neighbours. */
const odd = /[\ud800-\udfff\u0130\u03a3]/
const unknown = 0
const between = 1
/** The lower case of each letter, mark and digit: a table that fills itself. */
const units = new Uint16Array(0x1_0000)
units.fill(between, 0, 0x30)

function unitOf(code: number): number {
  const known = units[code] ?? between
  if (known !== unknown) return known
  const lower = String.fromCharCode(code).toLowerCase()
  const unit = /^[\p{L}\p{N}\p{M}\ud800-\udfff]$/u.test(lower) ? lower.charCodeAt(0) : between
  units[code] = unit
  return unit
}

const firstWide = 0x3040

/** Han and Kana, which stand without spaces between words. */
function isWide(unit: number): boolean {
  return unit >= firstWide && unit <= 0x9fff && (unit <= 0x30ff || unit >= 0x3400)
}

const start = 1
const fewest = 3

/**
 * The words of a text, whatever their case, as numbers that are made of their letters: texts are compared without a word
 * being cut out of them. Filled anew for each text.
 */
export class WordPrints {
  /** At least one: a text of fewer words has a shingle that ends early. */
  shingleCount = 0
  #count = 0
  #low = new Int32Array(256)
  #high = new Int32Array(256)

  /** @param options.isSplit whether the letters of a word that holds Han or Kana are words. */
  read(text: string, { isSplit }: { readonly isSplit: boolean }): void {
    this.#count = 0
    const plain = odd.test(text) ? wordsOf(text).join(' ') : text
    const { length } = plain
    let at = 0
    while (at < length) {
      const from = at
      let low = start
      let high = start
      let holdsWide = false
      for (; at < length; at++) {
        const unit = unitOf(plain.charCodeAt(at))
        if (unit === between) break
        low = mixLow(low, unit)
        high = mixHigh(high, unit)
        if (unit >= firstWide && isWide(unit)) holdsWide = true
      }
      if (holdsWide && isSplit) this.#putLetters(plain.slice(from, at))
      else if (at > from) this.#put(low, high)
      at++
    }
    while (this.#count < fewest) this.#put(0, 0)
    this.shingleCount = this.#count - fewest + 1
  }

  /**
   * Three words in a row as one number of 53 bits: among all that are compared on a page, two that differ have the same
   * as rarely as once in thousands of millions of pages.
   */
  shingleAt(at: number): number {
    const low = joined(this.#low, at, 0x85eb_ca6b)
    const high = joined(this.#high, at, 0xc2b2_ae35)
    return (high & 0x1f_ffff) * 2 ** 32 + (low >>> 0)
  }

  #putLetters(word: string): void {
    for (const letter of word) {
      let low = start
      let high = start
      for (let at = 0; at < letter.length; at++) {
        const unit = unitOf(letter.charCodeAt(at))
        low = mixLow(low, unit)
        high = mixHigh(high, unit)
      }
      this.#put(low, high)
    }
  }

  #put(low: number, high: number): void {
    if (this.#count === this.#low.length) {
      this.#low = grown(this.#low)
      this.#high = grown(this.#high)
    }
    this.#low[this.#count] = finished(low)
    this.#high[this.#count] = finished(high)
    this.#count++
  }
}

/** FNV-1a. */
function mixLow(print: number, unit: number): number {
  return Math.imul(print ^ unit, 0x0100_0193)
}

function mixHigh(print: number, unit: number): number {
  return Math.imul(print ^ (print >>> 15) ^ unit, 0x9e37_79b1)
}

/** Without this the prints of words of one letter are multiples of their letters, of which sums are soon the same. */
function finished(print: number): number {
  const mixed = Math.imul(print ^ (print >>> 15), 0x2c1b_3c6d)
  return mixed ^ (mixed >>> 13)
}

function joined(prints: Int32Array, at: number, factor: number): number {
  const two = Math.imul(prints[at] ?? 0, factor) + (prints[at + 1] ?? 0)
  return Math.imul(two, factor) + (prints[at + 2] ?? 0)
}

function grown(prints: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(prints.length * 2)
  more.set(prints)
  return more
}
