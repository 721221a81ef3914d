/** What time it is. Operations never ask the machine themselves, so that a test can move the clock. */
export interface Clock {
  /** Epoch milliseconds. */
  nowMs(): number
  /** Resolves after `ms`, or rejects with the signal's reason if that comes first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** A number in [0, 1), for jitter only. */
  random(): number
}
