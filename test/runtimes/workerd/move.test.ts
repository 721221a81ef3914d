import { createExecutionContext, env } from 'cloudflare:test'
import { afterEach, expect, inject, test, vi } from 'vitest'
import { createFixedClock } from '../../../src/adapters/memory/clock.ts'
import { createSqlStore } from '../../../src/adapters/sql/store.ts'
import { openRemoteStore } from '../../../src/adapters/web/remote-store.ts'
import { parseConfig } from '../../../src/config/parse-config.ts'
import { openWorker } from '../../../src/open-worker.ts'
import { compareStores, copyStore } from '../../../src/operations/copy-store.ts'
import type { Store, StoreRow } from '../../../src/ports/store.ts'
import { hashBodies, referenceNowMs } from '../../support/reference-archive.ts'
import { openEmptyD1 } from './open-empty-d1.ts'

// What Node wrote into SQLite, as `tamizdat move` reads it there.
function openGiven(): Store {
  const { schema, tables } = inject('referenceStore')
  const rows = new Map<string, readonly StoreRow[]>(tables)
  return {
    schema: async () => schema,
    tables: async () => [...rows.keys()],
    read: async (table, offset) => rows.get(table)?.slice(offset, offset + 7) ?? [],
    write: async () => expect.fail(),
    close: async () => {},
  }
}

const config = parseConfig(
  {
    title: 'Зеркало',
    sources: [{ id: 'example', name: 'Example News', feeds: ['https://news.example/rss'], language: 'ru' }],
    signing: { key: { kind: 'secret', name: 'SIGNING_KEY' } },
    operator: { token: { kind: 'secret', name: 'TOKEN' } },
    edge: { operatorHost: 'desk.example' },
  },
  ({ name }) => (name === 'TOKEN' ? 'right-token' : inject('referenceKey')),
)

afterEach(() => {
  vi.unstubAllGlobals()
})

test('an archive goes from SQLite through the operator’s host into D1 and is the same there, row by row', async () => {
  const database = await openEmptyD1()
  const worker = await openWorker(config, env, createFixedClock(referenceNowMs))
  vi.stubGlobal('fetch', (url: URL, init?: RequestInit) =>
    worker.fetch(new Request(url, init), createExecutionContext()),
  )
  const there = openRemoteStore({ base: 'https://desk.example', token: 'right-token' })

  await copyStore(openGiven(), there)
  const copy = await compareStores(openGiven(), there)

  expect(copy.tables).toContainEqual({ table: 'revisions', rows: 62 })
  // And back: what D1 holds compared with what Node wrote, from the other side.
  expect((await compareStores(createSqlStore(database), openGiven())).hash).toBe(copy.hash)
  // A mirror that was carried over serves the same bytes.
  const moved = await openWorker(config, env, createFixedClock(referenceNowMs + 3_600_000))
  const page = '/feeds/all.json'
  const hashes = await hashBodies(
    (host, path) => moved.fetch(new Request(`https://${host}${path}`), createExecutionContext()),
    [page],
  )
  expect(hashes[`a.example ${page}`]).toBe(inject('referenceHashes')[`a.example ${page}`])
  await expect(copyStore(openGiven(), there)).rejects.toMatchObject({ kind: 'archive-failed' })
})

test('nobody reads the store without the token', async () => {
  await openEmptyD1()
  const worker = await openWorker(config, env, createFixedClock(referenceNowMs))

  for (const path of ['', '/articles', '/mirrors?offset=0']) {
    const url = `https://desk.example/api/v1/store${path}`
    for (const headers of [{}, { authorization: 'Bearer wrong' }]) {
      const answer = await worker.fetch(new Request(url, { headers }), createExecutionContext())
      expect(answer.status).toBe(404)
    }
  }
})
