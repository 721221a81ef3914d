import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dropForbidden, foldSpace, isSpace } from '../../../src/core/html/text.ts'

test.each([
  { name: 'makes one space of any white space', given: ' a \n\t b\u00a0\u2003c ', want: 'a b c' },
  {
    name: 'keeps joiners, marks and the tsheg',
    given: 'می\u200cخ\u200e བོད་ཡིག',
    want: 'می\u200cخ\u200e བོད་ཡིག',
  },
  { name: 'takes out what XML has no place for', given: 'a\u0000\u000b\ufffe\ufeffb\ud800', want: 'ab' },
  { name: 'keeps letters beyond the first plane', given: '𐐷 😀', want: '𐐷 😀' },
])('foldSpace $name', ({ given, want }) => expect(foldSpace(given)).toBe(want))

test('foldSpace is what its rules say, whatever the text', () => {
  const unit = fc.oneof(
    fc.constantFrom(
      ' ',
      '\n',
      '\t',
      '\r',
      '\u00a0',
      '\u0085',
      '\u2028',
      '\u3000',
      '\ufeff',
      '\u000c',
      '\u0007',
      '\ud800',
      '\udc00',
    ),
    fc.constantFrom('a', 'ж', '語', '，', '\u200d', '😀'),
  )
  const texts = fc.array(unit, { maxLength: 20 }).map(units => units.join(''))
  fc.assert(
    fc.property(texts, text => {
      const bySteps = dropForbidden(text.replaceAll('\uFEFF', '')).replace(/\s+/g, ' ').trim()
      expect(foldSpace(text)).toBe(bySteps)
    }),
    { numRuns: 2_000 },
  )
})

test('isSpace is what regular expressions take for white space', () => {
  const codes = Array.from({ length: 0x1_0000 }, (_, code) => code)

  expect(codes.filter(isSpace)).toEqual(codes.filter(code => /\s/.test(String.fromCharCode(code))))
})
