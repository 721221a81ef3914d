import type { Clock } from '../../ports/clock.ts'

interface Politeness {
  readonly concurrency: number
  readonly delaySeconds: number
}

/** Lets requests to one host pass in the order they came, no more at a time than politeness allows. */
export interface HostQueue {
  /**
   * Runs the task when its turn has come.
   * @throws what the task throws; the signal's reason if that comes while waiting.
   */
  run<Result>(turn: Turn, task: () => Promise<Result>): Promise<Result>
  /** Ends all pauses, so that nothing is left running. */
  close(): void
}

interface Turn {
  readonly host: string
  readonly politeness: Politeness
  readonly signal: AbortSignal
}

interface Line {
  active: number
  readonly waiting: { readonly concurrency: number; readonly start: () => void }[]
}

/** A queue for each host. A place that was used rests for 0.5 to 1.5 times the delay before the next may take it. */
export function createHostQueue(clock: Clock): HostQueue {
  const lines = new Map<string, Line>()
  const closing = new AbortController()

  function admit(host: string, line: Line): void {
    for (let head = line.waiting[0]; head !== undefined; head = line.waiting[0]) {
      if (line.active >= head.concurrency) return
      line.waiting.shift()
      line.active += 1
      head.start()
    }
    if (line.active === 0) lines.delete(host)
  }

  function waitForTurn({ host, politeness, signal }: Turn): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason)
        return
      }
      const line = lines.get(host) ?? { active: 0, waiting: [] }
      lines.set(host, line)
      const place = { concurrency: Math.max(1, politeness.concurrency), start }
      function start(): void {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      function leave(): void {
        line.waiting.splice(line.waiting.indexOf(place), 1)
        reject(signal.reason)
        admit(host, line)
      }
      signal.addEventListener('abort', leave, { once: true })
      line.waiting.push(place)
      admit(host, line)
    })
  }

  function release(host: string): void {
    const line = lines.get(host)
    if (line === undefined) return
    line.active -= 1
    admit(host, line)
  }

  function rest({ host, politeness }: Turn): void {
    const pauseMs = politeness.delaySeconds * 1000 * (0.5 + clock.random())
    const done = () => release(host)
    // The sleep is only ever cut short by close(): then the place is free all the same.
    clock.sleep(pauseMs, closing.signal).then(done, done)
  }

  return {
    async run(turn, task) {
      await waitForTurn(turn)
      try {
        return await task()
      } finally {
        rest(turn)
      }
    },
    close: () => closing.abort(),
  }
}
