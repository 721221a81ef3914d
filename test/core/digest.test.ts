import { expect, test } from 'vitest'
import { hashHex, hashId, hashUuid } from '../../src/core/digest.ts'

test('hashHex is SHA-256 (FIPS 180-4, the empty message)', () => {
  expect(hashHex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
})

test('hashId has the length asked for, up to every bit of the hash', () => {
  expect(hashId('a', 12)).toMatch(/^[0-9a-hjkmnp-tv-z]{12}$/)
  expect(hashId('a', 51)).toHaveLength(51)
  expect(hashId('a', 51)).toContain(hashId('a', 12))
})

test('hashUuid gives a version 8 UUID of the RFC 9562 variant', () => {
  expect(hashUuid('x')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
