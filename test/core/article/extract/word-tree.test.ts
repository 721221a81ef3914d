import { expect, test } from 'vitest'
import { noPlace, treeTop, wordTreeOf } from '../../../../src/core/article/extract/word-tree.ts'

const { next, listsAt } = wordTreeOf([
  ['a', 'an', 'the'],
  ['a', 'des', 'dès', 'de'],
  ['и', 'из'],
])
const listsOf = (word: string): readonly number[] =>
  listsAt(word.split('').reduce((place, letter) => next(place, letter.charCodeAt(0)), treeTop))

test.each([
  { name: 'a word of two lists', word: 'a', want: [0, 1] },
  { name: 'a word that another goes on from', word: 'de', want: [1] },
  { name: 'a word that goes on from another', word: 'des', want: [1] },
  { name: 'a word with a letter beyond ASCII', word: 'dès', want: [1] },
  { name: 'a word of another script', word: 'из', want: [2] },
  { name: 'the beginning of a word', word: 'th', want: [] },
  { name: 'more than a word', word: 'then', want: [] },
  { name: 'what leads out of the tree and goes on with a word', word: 'xa', want: [] },
  { name: 'a letter beyond all of the lists', word: '漢', want: [] },
])('$name is in its lists', ({ word, want }) => {
  expect(listsOf(word)).toEqual(want)
})

test('nothing leads back into the tree', () => {
  expect(next(noPlace, 'a'.charCodeAt(0))).toBe(noPlace)
})
