import { codeAt } from '../../html/code-at.ts'
import { isSpace } from '../../html/text.ts'
import { any, beginningsOf, splitAlternatives, width } from './name-beginnings.ts'

/** Letters, what stands between words, and anything else. */
const kindCount = 28
const between = 0
const other = 27
const after = '(?=$|[\\s_-])'

/** What is tried on a word that begins in a certain way, for one of the bits. */
interface Trial {
  readonly bit: number
  readonly alternatives: string[]
  pattern: RegExp | null
}

/**
 * Tells what a name holds, of many words that are looked for: by the three characters at the beginning of each of its
 * words it knows the few that may stand there, which are none for most.
 */
export class NameIndex {
  readonly #trials: (Trial[] | undefined)[] = new Array(kindCount ** width)

  /** @param alternatives of an expression for words between hyphens, underscores, spaces or the ends. */
  add(bit: number, alternatives: string): void {
    for (const alternative of splitAlternatives(alternatives))
      for (const key of keysOf(alternative)) this.#addTrial(key, bit, alternative)
  }

  /** The bits of all that is found in a name. */
  find(name: string): number {
    let found = 0
    let isStart = true
    const { length } = name
    for (let at = 0; at < length; at++) {
      const code = codeAt(name, at)
      const kind = kindOf(code)
      if (isStart && kind !== between) {
        const second = kindAt(name, at + 1)
        const third = second === between ? between : kindAt(name, at + 2)
        const trials = this.#trials[(kind * kindCount + second) * kindCount + third]
        if (trials !== undefined) found |= tryAt(trials, name, at)
      }
      isStart = kind === between
    }
    return found
  }

  #addTrial(key: number, bit: number, alternative: string): void {
    const trials = this.#trials[key] ?? []
    this.#trials[key] = trials
    const trial = trials.find(each => each.bit === bit)
    if (trial === undefined) trials.push({ bit, alternatives: [alternative], pattern: null })
    else trial.alternatives.push(alternative)
  }
}

function tryAt(trials: readonly Trial[], name: string, at: number): number {
  let found = 0
  for (const trial of trials) {
    trial.pattern ??= new RegExp(`(?:${trial.alternatives.join('|')})${after}`, 'iy')
    trial.pattern.lastIndex = at
    if (trial.pattern.test(name)) found |= trial.bit
  }
  return found
}

/** The numbers of all the beginnings of an alternative. */
function keysOf(alternative: string): ReadonlySet<number> {
  const keys = new Set<number>()
  for (const beginning of beginningsOf(alternative)) {
    let own = [0]
    let isInWord = true
    for (let at = 0; at < width; at++) {
      const character = beginning[at] ?? (beginning.endsWith(any) ? any : '-')
      // What stands after the end of the word does not matter.
      const kinds: number[] = !isInWord
        ? [between]
        : character === any
          ? [...Array(kindCount).keys()]
          : [kindOf(character.charCodeAt(0))]
      own = own.flatMap(key => kinds.map(kind => key * kindCount + kind))
      isInWord &&= character === any || kinds[0] !== between
    }
    for (const key of own) keys.add(key)
  }
  return keys
}

function kindAt(name: string, at: number): number {
  return at < name.length ? kindOf(codeAt(name, at)) : between
}

function kindOf(code: number): number {
  const lower = code | 0x20
  if (lower >= 0x61 && lower <= 0x7a) return lower - 0x60
  return code === 0x2d || code === 0x5f || isSpace(code) ? between : other
}
