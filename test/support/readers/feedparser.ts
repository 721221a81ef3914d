import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { missing } from '../needs.ts'
import type { KeptEntry, ReaderKind } from './reader.ts'

/** Debian's feedparser belongs to Debian's own Python. */
export const feedparser = missing('/usr/lib/python3/dist-packages/feedparser', 'python3-feedparser')

/** An aggregator with python3-feedparser, which keeps validators and takes an entry for new by its id. */
export function feedparserOf(format: 'rss' | 'atom'): ReaderKind {
  return {
    name: `feedparser (${format})`,
    need: feedparser,
    async open({ port }) {
      const child = spawn('/usr/bin/python3', [join(import.meta.dirname, 'subscriber.py')], {
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
      const kept: KeptEntry[] = []
      let host = ''
      let validators = {}
      return {
        async follow(next) {
          host = next
          validators = {}
        },
        async poll() {
          const poll = {
            server: `http://127.0.0.1:${port}`,
            host,
            path: `/feeds/all.${format}`,
            ...validators,
          }
          child.stdin.write(`${JSON.stringify(poll)}\n`)
          const { value } = await answers.next()
          const { status, etag, modified, bozo, entries } = JSON.parse(String(value))
          if (bozo === true && status !== 304) throw new Error(`feedparser finds ${host} ill-formed`)
          validators = { etag, modified }
          for (const entry of entries) if (!kept.some(each => each.id === entry.id)) kept.push(entry)
        },
        kept: async () => kept,
        async close() {
          child.stdin.end()
          await once(child, 'exit')
        },
      }
    },
  }
}
