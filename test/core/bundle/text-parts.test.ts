import fc from 'fast-check'
import { expect, test } from 'vitest'
import { divideText } from '../../../src/core/bundle/text-parts.ts'

const words = fc.stringMatching(/^[a-zа-яა-ჰ\u0f40-\u0f47\u4e00-\u4e20]{1,40}$/)
const texts = fc.array(words, { minLength: 1, maxLength: 200 }).map(list => list.join(' '))

test('parts are within the size and hold every letter in order, in any script', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 100, max: 1_000 }), (text, maxBytes) => {
      const parts = divideText(text, maxBytes)

      const bodies = parts.map((part, index) => {
        const head = `${index + 1}/${parts.length}\n`
        expect(part.startsWith(head)).toBe(true)
        expect(new TextEncoder().encode(part).length).toBeLessThanOrEqual(maxBytes)
        return part.slice(head.length)
      })
      expect(bodies.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
    }),
  )
})

test('a mark stays with its letter', () => {
  const text = 'e\u0301'.repeat(200)

  for (const part of divideText(text, 100).slice(1)) expect(part).not.toMatch(/\n\u0301/)
})
