import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFixedClock } from '../../../src/adapters/memory/clock.ts'
import { createTestFetcher } from '../../support/node-fetcher.ts'
import { type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts'

const nowMs = Date.UTC(2026, 10, 24, 12)
const politeness = { concurrency: 1, delaySeconds: 0 }
let upstream: ScriptedServer

beforeEach(async () => {
  upstream = await startScriptedServer()
})

afterEach(() => upstream.close())

test.each([
  { name: '429 with seconds', answer: { status: 429, headers: { 'retry-after': '60' } }, seconds: 60 },
  {
    name: '503 with a date',
    answer: { status: 503, headers: { 'retry-after': 'Tue, 24 Nov 2026 12:02:00 GMT' } },
    seconds: 120,
  },
  { name: '429 without a word', answer: { status: 429 }, seconds: 300 },
])('after a $name no other page of the host is asked for, until it is time', async ({ answer, seconds }) => {
  const clock = createFixedClock(nowMs)
  const fetcher = createTestFetcher([upstream.host], { clock })
  upstream.script('/1', answer)
  upstream.script('/2', { body: 'x' })
  const get = (path: string) => fetcher.get({ url: upstream.origin + path, politeness })

  const ends = await Promise.allSettled([get('/1'), get('/2'), get('/2')])
  clock.advance(seconds * 1000 - 1)
  const early = await get('/2').catch(error => error)
  clock.advance(1)
  const inTime = await get('/2')

  const wait = { kind: 'upstream-refused', retryAtMs: nowMs + seconds * 1000 }
  expect(ends).toMatchObject([{ reason: wait }, { reason: wait }, { reason: wait }])
  expect(early).toMatchObject({ ...wait, message: expect.stringContaining('was not asked for') })
  expect(inTime.status).toBe('fetched')
  expect(upstream.requests.map(({ path }) => path)).toEqual(['/1', '/2'])
  await fetcher.close()
})

test('a 503 without Retry-After, and a 404 with it, hold nobody else up', async () => {
  const fetcher = createTestFetcher([upstream.host])
  upstream.script('/1', { status: 503 })
  upstream.script('/2', { status: 404, headers: { 'retry-after': '60' } })
  upstream.script('/3', { body: 'x' })

  for (const path of ['/1', '/2'])
    await expect(fetcher.get({ url: upstream.origin + path, politeness })).rejects.toThrow()

  await expect(fetcher.get({ url: `${upstream.origin}/3`, politeness })).resolves.toBeDefined()
  await fetcher.close()
})

test('an operator who asks for one address is not held up', async () => {
  const fetcher = createTestFetcher([upstream.host])
  upstream.script('/', { status: 429, headers: { 'retry-after': '60' } }, { body: 'x' })
  await expect(fetcher.get({ url: upstream.origin, politeness })).rejects.toThrow('asks to wait')

  await expect(fetcher.get({ url: upstream.origin })).resolves.toMatchObject({ status: 'fetched' })
  await fetcher.close()
})
