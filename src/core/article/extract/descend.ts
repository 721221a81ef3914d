import { kinds } from './kinds.ts'
import { childrenAt, type Outline } from './outline.ts'

/** Goes down from an element as long as one child has nearly all of an amount. */
export function descend(
  outline: Outline,
  total: number,
  amounts: { readonly [at: number]: number | undefined },
): number {
  let at = 0
  for (;;) {
    const next = childrenAt(outline, at).find(child => (amounts[child] ?? 0) >= total * 0.95)
    if (next === undefined || ((outline.kinds[next] ?? 0) & kinds.paragraph) !== 0) return at
    at = next
  }
}
