import type { Marks } from './marks.ts'
import { NameAutomaton } from './name-automaton.ts'
import {
  bodyTest,
  captionTest,
  chromeTests,
  hiddenPattern,
  hiddenTest,
  modifierTest,
  probeTest,
} from './names.ts'

/** What an element is called. */
export interface Naming {
  /** Its classes and its id as they are written. */
  readonly written: string
  /** Its classes and id as words parted by spaces, hyphens and underscores. */
  readonly words: string
  /** The bits of the tests of names that it passes. */
  readonly bits: number
  /** A number for its classes as they are written, among those of the page; 0 for none. */
  readonly classes: number
}

const tests = [...chromeTests, bodyTest, captionTest, hiddenTest, probeTest, modifierTest]
const names = new NameAutomaton(tests)

const modifiers = /(?:^|\s)(?:has|no|not|with|without|hide|show|enable|include)[-_][^\s]*/gi
/** What is told by the whole of a name, whatever modifies it. */
const whole = captionTest.bit | hiddenTest.bit | probeTest.bit

const nameless: Naming = { written: '', words: '', bits: 0, classes: 0 }

/** Reads names of one page, each once: its template has the same few hundred over and over. */
export function createNamings(): (marks: Marks) => Naming {
  const byClasses = new Map<string, { readonly number: number; naming: Naming | null }>()
  return ({ classes, id }) => {
    if (classes === '') return id === '' ? nameless : readNaming('', id, 0)
    let known = byClasses.get(classes)
    if (known === undefined) {
      known = { number: byClasses.size + 1, naming: null }
      byClasses.set(classes, known)
    }
    if (id !== '') return readNaming(classes, id, known.number)
    known.naming ??= readNaming(classes, '', known.number)
    return known.naming
  }
}

function readNaming(classes: string, id: string, number: number): Naming {
  const written = id === '' ? classes : `${classes} ${id}`
  const parted = partWords(written)
  let words = parted.trim()
  let bits = names.find(parted)
  if ((bits & modifierTest.bit) !== 0) {
    words = partWords(written.replace(modifiers, '')).trim()
    bits = (bits & whole) | (names.find(words) & ~whole)
  }
  if ((bits & hiddenTest.bit) !== 0 && !hiddenPattern.test(classes)) bits &= ~hiddenTest.bit
  return { written, words, bits, classes: number }
}

function partWords(names: string): string {
  return /[a-z][A-Z]/.test(names) ? names.replace(/([a-z])([A-Z])/g, '$1-$2') : names
}
