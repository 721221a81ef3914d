import { setImmediate } from 'node:timers/promises'

const longestMs = 4

/**
 * Makes a long piece of work give way: whoever calls it often lets the other things that wait on this thread, readers'
 * requests before all, come first whenever the thread was taken for some milliseconds on end.
 */
export function createGiveWay(): () => Promise<void> {
  let sinceMs = performance.now()
  return async () => {
    if (performance.now() - sinceMs < longestMs) return
    await setImmediate()
    sinceMs = performance.now()
  }
}
