import type { Clock } from '../../ports/clock.ts'

/** Reads a value at most so often, however often it is asked for; a failed reading is not remembered. */
export function rememberFor<Value>(
  ms: number,
  clock: Pick<Clock, 'nowMs'>,
  read: () => Promise<Value>,
): () => Promise<Value> {
  let known: { readonly value: Promise<Value>; readonly untilMs: number } | null = null
  return () => {
    const nowMs = clock.nowMs()
    if (known !== null && nowMs < known.untilMs) return known.value
    const value = read()
    known = { value, untilMs: nowMs + ms }
    value.catch(() => {
      if (known?.value === value) known = null
    })
    return value
  }
}
