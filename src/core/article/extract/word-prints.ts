import { codeAt } from '../../html/code-at.ts'
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
  const unit = /^[\p{L}\p{N}\p{M}\ud800-\udfff]$/u.test(lower) ? codeAt(lower, 0) : between
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
  #prints = new Int32Array(256)

  /** @param options.isSplit whether the letters of a word that holds Han or Kana are words. */
  read(text: string, { isSplit }: { readonly isSplit: boolean }): void {
    this.#count = 0
    const plain = odd.test(text) ? wordsOf(text).join(' ') : text
    const { length } = plain
    let at = 0
    while (at < length) {
      const from = at
      let print = start
      let holdsWide = false
      for (; at < length; at++) {
        const unit = unitOf(codeAt(plain, at))
        if (unit === between) break
        print = mix(print, unit)
        if (unit >= firstWide && isWide(unit)) holdsWide = true
      }
      if (holdsWide && isSplit) this.#putLetters(plain.slice(from, at))
      else if (at > from) this.#put(print)
      at++
    }
    while (this.#count < fewest) this.#put(0)
    this.shingleCount = this.#count - fewest + 1
  }

  /**
   * Three words in a row as one number of 53 bits. That two which differ have the same is as rare as a page in millions:
   * either all numbers of their words meet, or two of the words are the same and the third has the print of another.
   */
  shingleAt(at: number): number {
    const low = this.#joined(at, 0x85eb_ca6b)
    const high = this.#joined(at, 0xc2b2_ae35)
    return (high & 0x1f_ffff) * 2 ** 32 + (low >>> 0)
  }

  #joined(at: number, factor: number): number {
    const two = Math.imul(this.#prints[at] ?? 0, factor) + (this.#prints[at + 1] ?? 0)
    return Math.imul(two, factor) + (this.#prints[at + 2] ?? 0)
  }

  #putLetters(word: string): void {
    for (const letter of word) {
      let print = start
      for (let at = 0; at < letter.length; at++) print = mix(print, unitOf(codeAt(letter, at)))
      this.#put(print)
    }
  }

  #put(print: number): void {
    if (this.#count === this.#prints.length) {
      const more = new Int32Array(this.#count * 2)
      more.set(this.#prints)
      this.#prints = more
    }
    this.#prints[this.#count] = finished(print)
    this.#count++
  }
}

/** FNV-1a. */
function mix(print: number, unit: number): number {
  return Math.imul(print ^ unit, 0x0100_0193)
}

/** Without this the prints of words of one letter are multiples of their letters, of which sums are soon the same. */
function finished(print: number): number {
  const mixed = Math.imul(print ^ (print >>> 15), 0x2c1b_3c6d)
  return mixed ^ (mixed >>> 13)
}
