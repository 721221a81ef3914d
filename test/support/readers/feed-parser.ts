import { request } from 'node:http'
import { parseFeed } from '@rowanmanning/feed-parser'
import type { KeptEntry, ReaderKind } from './reader.ts'

interface Answer {
  readonly status: number
  readonly etag: string | undefined
  readonly body: string
}

/** A reader in JavaScript: @rowanmanning/feed-parser, with a validator kept from poll to poll. */
export const feedParser: ReaderKind = {
  name: '@rowanmanning/feed-parser',
  need: { skip: false, note: '' },
  async open({ port }) {
    const kept: KeptEntry[] = []
    let host = ''
    let known: string | undefined
    return {
      async follow(next) {
        host = next
        known = undefined
      },
      async poll() {
        const { status, etag, body } = await get(port, { host, ...(known && { 'if-none-match': known }) })
        known = etag
        if (status === 304) return
        for (const { id, title } of parseFeed(body).items) {
          if (id === null) throw new Error('an entry without an id')
          if (!kept.some(each => each.id === id)) kept.push({ id, title: title ?? '' })
        }
      },
      kept: async () => kept,
      close: async () => undefined,
    }
  },
}

function get(port: number, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/feeds/all.atom', headers, agent: false }, response => {
      const chunks: Buffer[] = []
      response
        .on('data', chunk => chunks.push(chunk))
        .on('end', () => {
          const { statusCode: status = 0, headers: received } = response
          resolve({ status, etag: received.etag, body: Buffer.concat(chunks).toString() })
        })
    })
      .on('error', reject)
      .end()
  })
}
