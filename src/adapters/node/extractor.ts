import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { MadeArticle } from '../../core/article/make-article.ts'
import { AppError, messageOf } from '../../core/errors.ts'
import type { Extractor } from '../../ports/extractor.ts'
import type { Reply, Request } from './extractor-message.ts'

export interface ExtractorLimits {
  /** Worker threads. Default: one fewer than the machine has processors, at least one, at most four. */
  readonly threads?: number
  /** Longest time for one page. Default: 20. */
  readonly timeoutSeconds?: number
  /** Heap of one thread. Default: 512. */
  readonly maxMegabytes?: number
}

interface Job {
  readonly request: Request
  readonly resolve: (made: MadeArticle) => void
  readonly reject: (error: AppError) => void
}

/** A worker thread, with the job that it has in hand. */
interface Hand {
  readonly worker: Worker
  isReady: boolean
  job: Job | null
  timer: NodeJS.Timeout | null
}

const program = new URL('./extractor-thread.ts', import.meta.url)

/**
 * Extraction on worker threads, so that whoever serves readers on this one never waits for a page. Threads are started
 * when there is work, and do not keep the process alive. One that runs out of time or memory is ended, and its page is
 * reported; the next page gets a new one.
 */
export function createExtractorPool(limits: ExtractorLimits = {}): Extractor {
  const hands = limits.threads ?? Math.max(1, Math.min(4, availableParallelism() - 1))
  const timeoutSeconds = limits.timeoutSeconds ?? 20
  const maxMegabytes = limits.maxMegabytes ?? 512
  const pool = new Set<Hand>()
  const queue: Job[] = []
  let isClosed = false

  const start = () => {
    const worker = new Worker(program, {
      resourceLimits: { maxOldGenerationSizeMb: maxMegabytes },
      // What a thread prints is nobody's business.
      stdout: true,
      stderr: true,
    })
    const hand: Hand = { worker, isReady: false, job: null, timer: null }
    pool.add(hand)
    worker.unref()
    worker.on('message', (reply: Reply) => {
      if (reply.status === 'ready') hand.isReady = true
      else settle(hand, reply)
      dispatch()
    })
    worker.on('error', error => lose(hand, describeLoss(error, maxMegabytes)))
    worker.on('exit', () => lose(hand, 'its thread ended'))
  }

  const settle = (hand: Hand, reply: Exclude<Reply, { status: 'ready' }>) => {
    const job = release(hand)
    if (reply.status === 'made') job?.resolve(reply.made)
    else
      job?.reject(
        new AppError(reply.kind, reply.message, reply.next === undefined ? {} : { next: reply.next }),
      )
  }

  const lose = (hand: Hand, reason: string) => {
    if (!pool.delete(hand)) return
    // A thread that never began would be started again for ever.
    const job = release(hand) ?? (hand.isReady ? null : (queue.shift() ?? null))
    job?.reject(tooMuch(reason))
    dispatch()
  }

  const give = (hand: Hand, job: Job) => {
    hand.job = job
    hand.worker.ref()
    hand.timer = setTimeout(() => {
      void hand.worker.terminate()
      lose(hand, `it took longer than ${timeoutSeconds} seconds`)
    }, timeoutSeconds * 1000)
    hand.worker.postMessage(job.request)
  }

  const dispatch = () => {
    if (isClosed) return
    for (const hand of pool) {
      if (!hand.isReady || hand.job !== null) continue
      const job = queue.shift()
      if (job === undefined) return
      give(hand, job)
    }
    const starting = [...pool].filter(hand => !hand.isReady)
    const wanted = Math.min(queue.length - starting.length, hands - pool.size)
    for (let started = 0; started < wanted; started++) start()
    // A thread that nothing waits for does not keep the process alive; one that is to take a page does.
    if (queue.length > 0) for (const hand of starting.length > 0 ? starting : pool) hand.worker.ref()
  }

  return {
    hands,
    extract: request =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(closed())
        queue.push({ request, resolve, reject })
        dispatch()
      }),
    async close() {
      isClosed = true
      const open = [...pool]
      pool.clear()
      for (const job of [...queue.splice(0), ...open.map(release)]) job?.reject(closed())
      await Promise.all(open.map(hand => hand.worker.terminate()))
    },
  }
}

function release(hand: Hand): Job | null {
  const { job, timer } = hand
  if (timer !== null) clearTimeout(timer)
  hand.timer = null
  hand.job = null
  hand.worker.unref()
  return job
}

function describeLoss(error: unknown, maxMegabytes: number): string {
  const isMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  if (isMemory) return `it needs more than ${maxMegabytes} MB of memory`
  return messageOf(error)
}

function tooMuch(reason: string): AppError {
  return new AppError('article-unreadable', `the page was given up: ${reason}`, {
    next: 'open the address in a browser: a real article never takes that much',
  })
}

function closed(): AppError {
  return new AppError('interrupted', 'the extractor is closed')
}
