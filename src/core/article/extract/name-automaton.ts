import { codeAt } from '../../html/code-at.ts'
import { isBetween, type Place, readExpression, symbolCount, symbolOf } from './name-expression.ts'

type Step = Extract<Place, { readonly kind: 'step' }>

/** What may be read next, and what was found on the way: at the end of a word, or whatever follows. */
interface State {
  readonly steps: readonly Step[]
  readonly atEnd: number
  readonly found: number
}

const unknown = 0
const start = 1
const gainful = 0x8000
/** Takes the number that stands for `unknown`. */
const noState: State = { steps: [], atEnd: -1, found: -1 }

/**
 * Tells which of many expressions stand in a name, each between hyphens, underscores, spaces or the ends, in one look at
 * each of its characters. A state is made when a name first leads to it (as in RE2, Cox 2010): pages have led to two
 * thousand, and there are six thousand in all.
 */
export class NameAutomaton {
  readonly #states: State[] = []
  readonly #numbers = new Map<string, number>()
  readonly #steps = new Map<Step, number>()
  /** By state and symbol: where that leads to, marked with `gainful` where bits are found on the way there. */
  #next = new Uint16Array(256 * symbolCount)
  /** By the same: these bits. */
  readonly #gains = new Map<number, number>()

  /** @param tests the bit of each, and its alternatives as in `readExpression`. */
  constructor(tests: readonly { readonly bit: number; readonly alternatives: string }[]) {
    this.#numberOf(noState)
    this.#numberOf(stateOf(tests.map(({ bit, alternatives }) => readExpression(alternatives, bit))))
  }

  /** The bits of all that is found in a name. */
  find(name: string): number {
    let found = 0
    let state = start
    let next = this.#next
    const { length } = name
    for (let at = 0; at < length; at++) {
      const place = state * symbolCount + symbolOf(codeAt(name, at))
      if (next[place] === unknown) {
        this.#lead(place)
        next = this.#next
      }
      const to = next[place] ?? start
      if ((to & gainful) !== 0) found |= this.#gains.get(place) ?? 0
      state = to & ~gainful
    }
    return found | (this.#states[state]?.atEnd ?? 0)
  }

  /** Finds out where a state leads with a symbol. */
  #lead(place: number): void {
    const symbol = place % symbolCount
    const from = this.#states[(place - symbol) / symbolCount] ?? noState
    const places: Place[] = from.steps.filter(({ symbols }) => symbols.has(symbol)).map(({ next }) => next)
    // After what parts words another one may begin.
    if (isBetween(symbol)) places.push(...(this.#states[start]?.steps ?? []))
    const to = stateOf(places)
    const gain = to.found | (isBetween(symbol) ? from.atEnd : 0)
    if (gain !== 0) this.#gains.set(place, gain)
    const number = this.#numberOf(to)
    this.#next[place] = gain === 0 ? number : number | gainful
  }

  #numberOf(state: State): number {
    const steps = state.steps.map(step => this.#numberOfStep(step)).toSorted((a, b) => a - b)
    const key = `${state.found} ${state.atEnd} ${steps.join(' ')}`
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.#states.push(state) - 1
    this.#numbers.set(key, number)
    if ((number + 1) * symbolCount > this.#next.length) {
      const wide = new Uint16Array(this.#next.length * 2)
      wide.set(this.#next)
      this.#next = wide
    }
    return number
  }

  #numberOfStep(step: Step): number {
    const number = this.#steps.get(step) ?? this.#steps.size
    this.#steps.set(step, number)
    return number
  }
}

/** All that may be read from some places on. */
function stateOf(places: readonly Place[]): State {
  const steps: Step[] = []
  let atEnd = 0
  let found = 0
  const seen = new Set(places)
  // What is added while it is gone through is gone through too.
  for (const place of seen)
    if (place.kind === 'step') steps.push(place)
    else if (place.kind === 'fork') for (const each of place.to) seen.add(each)
    else if (place.isOpen) found |= place.bit
    else atEnd |= place.bit
  return { steps, atEnd, found }
}
