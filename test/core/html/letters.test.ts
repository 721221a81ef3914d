import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countOf, lettersOf, wordsOf } from '../../../src/core/html/letters.ts'

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

  test('a class has as many characters as the expression finds', () => {
    const count = countOf(/\p{L}/u)

    fc.assert(
      fc.property(text, each => {
        expect(count(each)).toBe(each.match(/\p{L}/gu)?.length ?? 0)
      }),
    )
  })
})
