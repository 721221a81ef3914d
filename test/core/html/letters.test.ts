import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countsOf, lettersOf, wordsOf } from '../../../src/core/html/letters.ts'

const text = fc.string({ unit: fc.constantFrom(...'aB1 .é́ЖкшЇ漢かगी\u200C\uD83D😀𞤀İß') })

describe('letters by tables', () => {
  test('letters are those that the expression keeps', () => {
    fc.assert(
      fc.property(text, each => {
        expect(lettersOf(each)).toBe(each.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ''))
      }),
    )
  })

  test('words are those that the expression finds', () => {
    fc.assert(
      fc.property(text, each => {
        expect(wordsOf(each)).toEqual(each.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [])
      }),
    )
  })

  test('classes have as many characters as the expressions find', () => {
    const count = countsOf({ letters: /\p{L}/u, digits: /\d/, high: /[\u{10000}-\u{10FFFF}]/u })

    fc.assert(
      fc.property(text, each => {
        expect(count(each)).toEqual({
          letters: each.match(/\p{L}/gu)?.length ?? 0,
          digits: each.match(/\d/g)?.length ?? 0,
          high: each.match(/[\u{10000}-\u{10FFFF}]/gu)?.length ?? 0,
        })
      }),
    )
  })
})
