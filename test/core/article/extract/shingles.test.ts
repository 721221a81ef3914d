import { expect, test } from 'vitest'
import { shinglesOf } from '../../../../src/core/article/extract/shingles.ts'
import { WordPrints } from '../../../../src/core/article/extract/word-prints.ts'
import { wordsOf } from '../../../../src/core/html/letters.ts'

const printsOf = (text: string): WordPrints => {
  const words = new WordPrints()
  words.read(text, { isSplit: true })
  return words
}

test.each([
  { name: 'all of the same words', text: 'One two, three four.', line: 'one TWO three', want: 1 },
  { name: 'half of them', text: 'one two three four', line: 'one two three five', want: 0.5 },
  { name: 'none where the order differs', text: 'one two three', line: 'three two one', want: 0 },
  { name: 'all of two words that are all there is', text: 'one two', line: 'one two', want: 1 },
  { name: 'none of two words out of three', text: 'one two three', line: 'one two', want: 0 },
  { name: 'letters where words have no spaces', text: '新華社北京', line: '華社北', want: 1 },
  { name: 'none of an empty line', text: 'one two three', line: '', want: 0 },
])('the share of shingles is $name', ({ text, line, want }) => {
  expect(shinglesOf(text).shareOf(printsOf(line))).toBe(want)
})

test('the same words are read unit by unit as are cut out of a text', () => {
  const differing: string[] = []
  for (let code = 0; code <= 0xffff; code++) {
    const text = `A${String.fromCharCode(code)}b ${String.fromCharCode(code)} C`
    const cut = wordsOf(text).join(' ')
    if (shinglesOf(cut).shareOf(printsOf(text)) !== 1) differing.push(text)
  }

  expect(differing).toEqual([])
})

test('shingles of single letters are told apart', () => {
  const codes = Array.from({ length: 20_000 }, (_, at) => 0x4e00 + ((at * at + at) % 20_000))
  const cut = codes.slice(2).map((code, at) => `${codes[at]} ${codes[at + 1]} ${code}`)
  const words = printsOf(String.fromCharCode(...codes))
  const prints = Array.from({ length: words.shingleCount }, (_, at) => words.shingleAt(at))

  expect(new Set(prints).size).toBe(new Set(cut).size)
})
