import type { Page } from './page.ts'

/** Rows of numbers that are filled from left to right, one after the other. */
export class Rows {
  readonly values: Float32Array
  #at = 0

  constructor(count: number) {
    this.values = new Float32Array(count)
  }

  put(value: number): void {
    this.values[this.#at++] = value
  }

  /** A loop, since a part of an array made for each row takes longer than its few numbers. */
  append(values: Float32Array, from: number, count: number): void {
    for (let at = from; at < from + count; at++) this.put(values[at] ?? 0)
  }
}

/** Some of the numbers of each row: their names, and what writes them in the same order. */
export interface Features {
  readonly names: readonly string[]
  readonly write: (rows: Rows, page: Page, index: number) => void
}

export function share(part: number, whole: number): number {
  return whole <= 0 ? 0 : part / whole
}
