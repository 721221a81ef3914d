import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createNodeCompressor } from '../../../src/adapters/node/compressor.ts'
import { createWebCompressor } from '../../../src/adapters/web/compressor.ts'
import { type Coding, padBody, pageLengths } from '../../../src/core/page/padding.ts'

const page = new TextEncoder().encode('<!doctype html><p>Слово за словом, می‌خواهم</p>\n')
const decode = {
  identity: (bytes: Uint8Array) => Buffer.from(bytes),
  gzip: gunzipSync,
  br: brotliDecompressSync,
} satisfies Record<Coding, (bytes: Uint8Array) => Uint8Array>
const makers = [
  { coding: 'gzip', name: 'gzip of zlib', compressor: createNodeCompressor() },
  { coding: 'br', name: 'br of zlib', compressor: createNodeCompressor() },
  { coding: 'gzip', name: 'gzip of fflate', compressor: createWebCompressor() },
] as const

describe.each(makers)('$name', ({ coding, compressor }) => {
  test('decodes to the same page whatever number of bytes is filled in', async () => {
    // What cannot be compressed leaves another number of bytes to fill in at each length.
    const seen = new Set<number>()
    const shorter = pageLengths[coding][0]
    for (let length = 0; length < shorter + 40; length += length > shorter - 400 ? 1 : 37) {
      const body = noise(length)
      const bytes = await compressor.compress(body, coding, 'now')
      const whole = padBody(bytes, coding, 'page')
      seen.add(whole.length - bytes.length)

      expect(whole.length).toBe(bytes.length <= shorter ? shorter : 6_000)
      expect(Buffer.compare(decode[coding](whole), body)).toBe(0)
    }
    for (let count = 0; count < 300; count++) expect(seen, `${count} bytes`).toContain(count)
  })
})

test('a plain page gets a comment behind its end, or a few line feeds where there is no room for one', () => {
  const text = (length: number) =>
    new TextDecoder().decode(padBody(new Uint8Array(length).fill(0x61), 'identity', 'page'))

  expect(text(100).slice(100)).toMatch(/^\n<!-- +-->$/)
  expect(text(9_993).slice(9_993)).toBe('\n'.repeat(7))
  expect(text(9_992).slice(9_992)).toBe('\n<!---->')
  expect(text(10_001)).toHaveLength(16_000)
})

test('nothing is done to a body that is longer than the longest, nor to what is not to be padded', () => {
  const long = new Uint8Array(50_000)

  expect(padBody(long, 'identity', 'page')).toHaveLength(50_000)
  expect(padBody(page, 'gzip', 'none')).toBe(page)
  expect(padBody(page, 'identity', 'text')).toBe(page)
})

function noise(length: number): Uint8Array {
  let state = length + 1
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state >>> 24
  })
}
