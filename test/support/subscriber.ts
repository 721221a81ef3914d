import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { missing } from './needs.ts'

const run = promisify(execFile)
const python = '/usr/bin/python3'

/** Debian's feedparser belongs to Debian's own Python. */
export const feedparser = missing('/usr/lib/python3/dist-packages/feedparser', 'python3-feedparser')

export interface Poll {
  readonly status: number
  readonly bozo: boolean
  readonly entries: readonly { id: string; title: string; link: string; summary: string }[]
}

/** A subscriber with python3-feedparser, who keeps the validators and every entry it was ever given. */
export interface Subscriber {
  /** All entries in the order they came, as often as they came new: by id, as feed readers do. */
  readonly seen: readonly { id: string; title: string }[]
  poll(): Promise<Poll>
  /** Edits the address of the subscription: another host name, and no validators. */
  moveTo(host: string): void
}

export function createSubscriber(server: string, firstHost: string, path: string): Subscriber {
  const seen = new Map<string, { id: string; title: string }>()
  let host = firstHost
  let validators = {}
  return {
    get seen() {
      return [...seen.values()]
    },
    async poll() {
      const script = join(import.meta.dirname, 'subscriber.py')
      const { stdout } = await run(python, [script, server, host, path, JSON.stringify(validators)])
      const poll = JSON.parse(stdout)
      validators = { etag: poll.etag ?? undefined, modified: poll.modified ?? undefined }
      for (const { id, title } of poll.entries) if (!seen.has(id)) seen.set(id, { id, title })
      return poll
    },
    moveTo(next) {
      host = next
      validators = {}
    },
  }
}
