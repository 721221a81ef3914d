import { any, beginningsOf, width } from './name-beginnings.ts'

/** Letters, what stands between words, and anything else. */
const kindCount = 28
const between = 0
const other = 27

/**
 * Tells at once which of many expressions can match somewhere in a name, by the three characters at the beginning of
 * each of its words: most names are nothing that is looked for, and no expression is tried on them.
 */
export class NameIndex {
  readonly #masks = new Uint32Array(kindCount ** width)

  /** @param alternatives of an expression that matches from the beginning of a word. */
  add(bit: number, alternatives: string): void {
    for (const beginning of beginningsOf(alternatives)) {
      let keys = [0]
      let isInWord = true
      for (let at = 0; at < width; at++) {
        const character = beginning[at] ?? (beginning.endsWith(any) ? any : '-')
        // What stands after the end of the word does not matter.
        const own = !isInWord
          ? [between]
          : character === any
            ? [...Array(kindCount).keys()]
            : [kindOf(character)]
        keys = keys.flatMap(key => own.map(kind => key * kindCount + kind))
        isInWord &&= character === any || kindOf(character) !== between
      }
      for (const key of keys) this.#masks[key] = (this.#masks[key] ?? 0) | bit
    }
  }

  /** The bits of what may match at one of the words of a name. */
  look(name: string): number {
    let mask = 0
    let isStart = true
    for (let at = 0; at < name.length; at++) {
      const kind = kindOfCode(name.charCodeAt(at))
      if (isStart && kind !== between) {
        const second = kindAt(name, at + 1)
        const third = second === between ? between : kindAt(name, at + 2)
        mask |= this.#masks[(kind * kindCount + second) * kindCount + third] ?? 0
      }
      isStart = kind === between
    }
    return mask
  }
}

function kindAt(name: string, at: number): number {
  return at < name.length ? kindOfCode(name.charCodeAt(at)) : between
}

function kindOf(character: string): number {
  return kindOfCode(character.charCodeAt(0))
}

function kindOfCode(code: number): number {
  const lower = code | 0x20
  if (lower >= 0x61 && lower <= 0x7a) return lower - 0x60
  return code === 0x2d || code === 0x5f || code <= 0x20 || code === 0xa0 || code >= 0x1680 ? between : other
}
