import { Worker } from 'node:worker_threads'
import type { WriteReply, WriteRequest, WrittenQuery } from './sqlite-message.ts'

/** Writes an archive's transactions where nobody waits for them. */
export interface SqliteWriter {
  /** Resolves once they are on the disk; rejects with SQLite's own message, nothing of them written. */
  write(queries: readonly WrittenQuery[]): Promise<void>
  /** Brings the journal's content into the file and empties it, after everything that was begun. */
  emptyJournal(): Promise<void>
  /** After everything that was begun is written. */
  close(): Promise<void>
}

interface Waiting {
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

const endedWords = 'the thread that writes the archive has ended'
const program = new URL('./sqlite-thread.ts', import.meta.url)

/**
 * A thread of its own for writing: a commit waits for the disk, and a server that waits along serves nobody meanwhile.
 * @param file the archive, which has its present schema.
 */
export function createSqliteWriter(file: string): SqliteWriter {
  const waiting = new Map<number, Waiting>()
  let count = 0
  const worker = new Worker(program, { workerData: file })
  let hasEnded = false
  const ended = new Promise<void>(resolve => worker.once('exit', () => resolve()))
  worker.unref()
  worker.on('message', ({ id, failure }: WriteReply) => {
    const job = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) worker.unref()
    if (failure === null) job?.resolve()
    else job?.reject(new Error(failure))
  })
  const fail = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('error', fail)
  worker.on('exit', () => {
    hasEnded = true
    fail(new Error(endedWords))
  })
  const ask = (task: WriteRequest['task']): Promise<void> =>
    new Promise((resolve, reject) => {
      if (hasEnded) return reject(new Error(endedWords))
      const id = ++count
      waiting.set(id, { resolve, reject })
      // What is to be written keeps the process alive.
      worker.ref()
      worker.postMessage({ id, task } satisfies WriteRequest)
    })
  return {
    write: ask,
    emptyJournal: () => ask('empty-journal'),
    async close() {
      if (hasEnded) return
      worker.ref()
      worker.postMessage('close')
      await ended
    },
  }
}
