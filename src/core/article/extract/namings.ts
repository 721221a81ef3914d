import type { Element } from 'domhandler'
import { NameIndex } from './name-index.ts'
import {
  bodyTest,
  captionTest,
  chromeTests,
  hiddenTest,
  type NameTest,
  probeBit,
  probePattern,
} from './names.ts'

/** What an element is called. */
export interface Naming {
  /** Its classes and its id as they are written. */
  readonly written: string
  /** Its classes and id as words parted by spaces, hyphens and underscores. */
  readonly words: string
  /** The bits of the tests of names that it passes. */
  readonly bits: number
}

const ofWords: readonly NameTest[] = [...chromeTests, bodyTest]
const index = new NameIndex()
for (const { bit, alternatives } of [...ofWords, captionTest, hiddenTest]) index.add(bit, alternatives)

// How a thing looks or behaves, not what it is: `has-sidebar`, `no-comments`.
const modifiers = /(?:^|\s)(?:has|no|not|with|without|hide|show|enable|include)[-_][^\s]*/gi
const modifierBit = 1 << 24
index.add(modifierBit, '(?:has|no|not|with|without|hide|show|enable|include)-')

const nameless: Naming = { written: '', words: '', bits: 0 }

/** Reads names of one page, each once: its template has the same few hundred over and over. */
export function createNamings(): (element: Element) => Naming {
  const byClasses = new Map<string, Naming>()
  return ({ attribs }) => {
    const { class: classes = '', id = '' } = attribs
    if (id !== '') return readNaming(classes, id)
    if (classes === '') return nameless
    const known = byClasses.get(classes)
    if (known !== undefined) return known
    const naming = readNaming(classes, '')
    byClasses.set(classes, naming)
    return naming
  }
}

function readNaming(classes: string, id: string): Naming {
  const written = id === '' ? classes : `${classes} ${id}`
  const parted = partWords(written)
  const may = index.look(parted)
  const words = ((may & modifierBit) === 0 ? parted : partWords(written.replace(modifiers, ''))).trim()
  let bits = 0
  if (may !== 0) {
    for (const { bit, pattern } of ofWords) if ((may & bit) !== 0 && pattern.test(words)) bits |= bit
    if ((may & captionTest.bit) !== 0 && captionTest.pattern.test(parted)) bits |= captionTest.bit
    if ((may & hiddenTest.bit) !== 0 && hiddenTest.pattern.test(classes)) bits |= hiddenTest.bit
  }
  if (mayProbe(classes) && probePattern.test(classes)) bits |= probeBit
  return { written, words, bits }
}

function partWords(names: string): string {
  return /[a-z][A-Z]/.test(names) ? names.replace(/([a-z])([A-Z])/g, '$1-$2') : names
}

function mayProbe(classes: string): boolean {
  return classes.includes('-') && /indicator|probe|visible-/i.test(classes)
}
