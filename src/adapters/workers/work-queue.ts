import { AppError, messageOf } from '../../core/errors.ts'
import type { Work } from '../../core/source/work.ts'
import type { WorkQueue } from '../../ports/work-queue.ts'

// What the platform takes in one call.
const messagesPerCall = 100
const longestDelaySeconds = 24 * 60 * 60

/** Cloudflare Queues. */
export function createWorkQueue(queue: Pick<Queue<Work>, 'sendBatch'>): WorkQueue {
  return {
    async send(work) {
      const messages = work.map(({ work: body, delaySeconds }) => ({
        body,
        delaySeconds: Math.min(delaySeconds, longestDelaySeconds),
      }))
      try {
        for (let start = 0; start < messages.length; start += messagesPerCall)
          await queue.sendBatch(messages.slice(start, start + messagesPerCall))
      } catch (cause) {
        const message = messageOf(cause)
        throw new AppError('store-failed', `the queue took no work: ${message}`, {
          cause,
          next: 'The free plan allows a number of operations a day: docs/edge.md.',
        })
      }
    },
  }
}
