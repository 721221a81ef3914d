import type { Passage } from '../passages.ts'

/** A group of passages that the template made alike. */
export interface Alike {
  count: number
  length: number
  linked: number
  prose: number
}

/** Puts passages into groups, each by its key, and gives the group of each passage. */
export function groupAlike(
  passages: readonly Passage[],
  keyOf: (passage: Passage) => number,
): readonly Alike[] {
  const groups = new Map<number, Alike>()
  return passages.map(passage => {
    const key = keyOf(passage)
    let alike = groups.get(key)
    if (alike === undefined) {
      alike = { count: 0, length: 0, linked: 0, prose: 0 }
      groups.set(key, alike)
    }
    const { length, linked, isProse } = passage
    alike.count++
    alike.length += length
    alike.linked += linked
    if (isProse) alike.prose += length - linked
    return alike
  })
}
