import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Fetcher, FetchOutcome } from '../../../src/ports/fetcher.ts'
import { createTestFetcher } from '../../support/node-fetcher.ts'
import { type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts'

const maxBodyBytes = 100_000
const maxCompressedBytes = 50_000
const text = 'Навіны на светлай старонцы. '.repeat(200)
let upstream: ScriptedServer
let fetcher: Fetcher

beforeEach(async () => {
  upstream = await startScriptedServer()
  fetcher = createTestFetcher([upstream.host], { limits: { maxBodyBytes, maxCompressedBytes } })
})

afterEach(async () => {
  await fetcher.close()
  await upstream.close()
})

function getCoded(coding: string | string[], body: string | Uint8Array): Promise<FetchOutcome> {
  upstream.script('/', { headers: { 'content-encoding': coding }, body })
  return fetcher.get({ url: upstream.origin })
}

function textOf(outcome: FetchOutcome): string {
  return outcome.status === 'fetched' ? new TextDecoder().decode(outcome.capture.body) : outcome.status
}

// RFC 1952 §2.3.1: the checksum and then the length stand in the last eight bytes.
function withoutChecksum(gzip: Buffer): Buffer {
  return gzip.fill(0, gzip.byteLength - 8, gzip.byteLength - 4)
}

test.each([
  { name: 'gzip', coding: 'gzip', body: gzipSync(text) },
  { name: 'gzip under its old name', coding: 'x-gzip', body: gzipSync(text) },
  { name: 'gzip in capitals', coding: 'GZIP', body: gzipSync(text) },
  { name: 'br', coding: 'br', body: brotliCompressSync(text) },
  { name: 'deflate as the standard has it', coding: 'deflate', body: deflateSync(text) },
  { name: 'deflate without its wrapping', coding: 'deflate', body: deflateRawSync(text) },
  { name: 'deflate, stored', coding: 'deflate', body: deflateRawSync(text, { level: 0 }) },
  { name: 'identity', coding: 'identity', body: text },
  { name: 'two codings', coding: 'gzip, br', body: brotliCompressSync(gzipSync(text)) },
  { name: 'two codings on two lines', coding: ['deflate', 'gzip'], body: gzipSync(deflateRawSync(text)) },
  {
    name: 'gzip in two members',
    coding: 'gzip',
    body: Buffer.concat([gzipSync(text.slice(0, 99)), gzipSync(text.slice(99))]),
  },
])('$name is undone', async ({ coding, body }) => {
  expect(textOf(await getCoded(coding, body))).toBe(text)
})

test.each([
  { name: 'a coding not asked for', coding: 'zstd', body: 'x' },
  { name: 'a name that objects have of themselves', coding: 'constructor', body: 'x' },
  { name: 'three codings', coding: 'gzip, gzip, gzip', body: gzipSync(gzipSync(gzipSync(text))) },
  { name: 'gzip that is none', coding: 'gzip', body: 'plain text' },
  { name: 'br that is none', coding: 'br', body: 'plain text' },
  { name: 'gzip cut short', coding: 'gzip', body: gzipSync(text).subarray(0, 50) },
  { name: 'br cut short', coding: 'br', body: brotliCompressSync(text).subarray(0, 50) },
  { name: 'deflate cut short', coding: 'deflate', body: deflateSync(text).subarray(0, 50) },
  { name: 'gzip with a wrong checksum', coding: 'gzip', body: withoutChecksum(gzipSync(text)) },
])('$name is a failure that names the address', async ({ coding, body }) => {
  await expect(getCoded(coding, body)).rejects.toMatchObject({
    kind: 'fetch-failed',
    message: expect.stringContaining(upstream.origin),
    next: expect.stringMatching(/\w/),
  })
})

test('a long body in a coding not asked for is let go without further harm', async () => {
  await expect(getCoded('zstd', 'x'.repeat(5_000_000))).rejects.toMatchObject({ kind: 'fetch-failed' })

  await expect.poll(() => upstream.connections()).toBe(0)
})

test.each([
  { name: 'nothing at all', body: '' },
  { name: 'nothing, compressed', body: gzipSync('') },
])('a coded 200 with $name in it is an empty answer', async ({ body }) => {
  await expect(getCoded('gzip', body)).rejects.toMatchObject({ kind: 'upstream-empty' })
})

const bomb = Buffer.alloc(40_000_000)

test.each([
  { name: 'gzip', coding: 'gzip', body: gzipSync(bomb) },
  { name: 'br', coding: 'br', body: brotliCompressSync(bomb) },
  { name: 'gzip in gzip', coding: 'gzip, gzip', body: gzipSync(gzipSync(bomb)) },
  { name: 'deflate in br', coding: 'deflate, br', body: brotliCompressSync(deflateRawSync(bomb)) },
])('a $name bomb is cut off early', async ({ coding, body }) => {
  const before = process.memoryUsage().arrayBuffers

  await expect(getCoded(coding, body)).rejects.toMatchObject({ kind: 'body-too-large' })

  expect(body.byteLength).toBeLessThanOrEqual(maxCompressedBytes)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000)
})

test('a body of the very limit is taken, one byte more is not', async () => {
  upstream.script('/full', { body: 'x'.repeat(maxBodyBytes) })
  upstream.script('/over', { body: 'x'.repeat(maxBodyBytes + 1) })

  await expect(fetcher.get({ url: `${upstream.origin}/full` })).resolves.toMatchObject({ status: 'fetched' })
  await expect(fetcher.get({ url: `${upstream.origin}/over` })).rejects.toMatchObject({
    kind: 'body-too-large',
  })
})

test('what unpacks to the very limit is taken, one byte more is not', async () => {
  expect(textOf(await getCoded('gzip', gzipSync('x'.repeat(maxBodyBytes))))).toHaveLength(maxBodyBytes)

  await expect(getCoded('gzip', gzipSync('x'.repeat(maxBodyBytes + 1)))).rejects.toMatchObject({
    kind: 'body-too-large',
  })
})

test('a compressed body has a limit of its own', async () => {
  const body = gzipSync(crypto.getRandomValues(new Uint8Array(maxCompressedBytes)))

  await expect(getCoded('gzip', body)).rejects.toMatchObject({ kind: 'body-too-large' })
})

test('a body without end is cut off, and its connection with it', async () => {
  let sent = 0
  upstream.script('/', (_, response) => {
    const more = () => {
      sent += 65_536
      if (!response.destroyed) response.write(Buffer.alloc(65_536, 'x'), more)
    }
    more()
  })

  await expect(fetcher.get({ url: upstream.origin })).rejects.toMatchObject({ kind: 'body-too-large' })

  await expect.poll(() => upstream.connections()).toBe(0)
  expect(sent).toBeLessThan(20_000_000)
})
