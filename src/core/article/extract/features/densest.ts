import type { Passage } from '../passages.ts'
import type { Places } from '../places.ts'

/** The place into which most prose flows: all of its own, half of what stands one level deeper; -1 for none. */
export function findDensestPlace(passages: readonly Passage[], { outline, linked, text }: Places): number {
  const scores = new Map<number, number>()
  for (const { around, isProse, length, linked, letters } of passages) {
    if (!isProse) continue
    const worth = (length - linked) * (1 + Math.min(1, letters.commas / 5))
    let weight = 1
    for (let at = around; at >= 0 && weight > 0.1; at = outline.parents[at] ?? -1) {
      scores.set(at, (scores.get(at) ?? 0) + worth * weight)
      weight /= 2
    }
  }
  let best = -1
  let most = 0
  for (const [at, score] of scores) {
    const whole = text[at] ?? 0
    const worth = score * (1 - (whole <= 0 ? 0 : (linked[at] ?? 0) / whole))
    if (worth > most) {
      most = worth
      best = at
    }
  }
  return best
}

/** The part of a place, right below it, in which each passage stands; -1 for none. */
export function branchesOf(passages: readonly Passage[], { outline }: Places, densest: number): Int32Array {
  const branches = new Int32Array(passages.length).fill(-1)
  if (densest < 0) return branches
  const end = outline.ends[densest] ?? 0
  for (const [index, passage] of passages.entries()) {
    if (passage.at <= densest || passage.at >= end) continue
    let { at } = passage
    for (let around = outline.parents[at] ?? -1; around > densest; around = outline.parents[at] ?? -1)
      at = around
    branches[index] = at
  }
  return branches
}

/** How many of the branches share a signature. */
export function countBranches(branches: Int32Array, { signatures }: Places): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const branch of new Set(branches)) {
    if (branch < 0) continue
    const signature = signatures[branch] ?? 0
    counts.set(signature, (counts.get(signature) ?? 0) + 1)
  }
  return counts
}
