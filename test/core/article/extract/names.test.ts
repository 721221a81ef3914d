import { Element } from 'domhandler'
import { expect, test } from 'vitest'
import { chromeNames } from '../../../../src/core/article/extract/chrome-names.ts'
import { marksOf } from '../../../../src/core/article/extract/marks.ts'
import { NameAutomaton } from '../../../../src/core/article/extract/name-automaton.ts'
import { chromeMask, hiddenTest } from '../../../../src/core/article/extract/names.ts'
import { createNamings } from '../../../../src/core/article/extract/namings.ts'

const foundBy = (attributes: Record<string, string>): string[] => {
  const { bits } = createNamings()(marksOf(new Element('div', attributes)))
  return chromeNames.flatMap(([name], bit) => (((bits & chromeMask) >> bit) & 1 ? [name] : []))
}

test.each([
  { name: 'a word', given: { class: 'footer' }, want: ['navigation'] },
  { name: 'a word of a name of several', given: { class: 'c-article__related-links' }, want: ['promo'] },
  { name: 'an id', given: { id: 'comments' }, want: ['comments'] },
  { name: 'words run together by capitals', given: { class: 'shareButtons' }, want: ['sharing'] },
  { name: 'two letters that end', given: { class: 'box ad' }, want: ['advertisement'] },
  { name: 'nothing where two letters go on', given: { class: 'box address' }, want: [] },
  { name: 'nothing within a word', given: { class: 'unshared' }, want: [] },
  { name: 'nothing in what it has or hides', given: { class: 'has-sidebar no-comments' }, want: [] },
  { name: 'what begins with a word', given: { class: 'disqusWidget' }, want: ['comments', 'promo'] },
  { name: 'a word with a rest', given: { class: 'modal-window' }, want: ['overlay'] },
])('an element is known as chrome by $name', ({ given, want }) => expect(foundBy(given)).toEqual(want))

test('every word for chrome is found where it stands alone', () => {
  const plain = chromeNames.flatMap(([name, words]) =>
    words
      .replace(/\((?:[^()]|\([^()]*\))*\)/g, '*')
      .split('|')
      .filter(word => /^[a-z-]+$/.test(word))
      .map(word => ({ name, word })),
  )

  const missed = plain.filter(({ name, word }) => !foundBy({ class: word }).includes(name))

  expect(missed).toEqual([])
})

test('only a whole class hides an element', () => {
  const hides = (classes: string): boolean =>
    (createNamings()(marksOf(new Element('div', { class: classes }))).bits & hiddenTest.bit) !== 0

  expect([hides('box sr-only'), hides('hidden'), hides('hidden-box')]).toEqual([true, true, false])
})

const expressions = [
  'share|menu',
  'ads?',
  '(?:prev|next)-?link',
  'ad-.*|b.c',
  'x[-_]{0,2}y',
  'ad-[a-z0-9]+',
  'cookie-?(?:bar|law)s?|cookie',
  'related-?.*',
]
const words =
  'share menu ad ads adss ad-x1 ad_ prev prevlink prev-link b1c bc x y xy x-y x_-y x---y cookie-laws related relatedness'
const names = words
  .split(' ')
  .flatMap(word => [
    word,
    word.toUpperCase(),
    `un${word}`,
    `a ${word}-b`,
    `${word}_${word}`,
    `é${word} -${word}1`,
  ])

test.each(expressions)('what %s finds in a name is what it finds as a regular expression', alternatives => {
  const automaton = new NameAutomaton([{ bit: 4, alternatives }])
  const expression = new RegExp(`(?:^|[\\s_-])(?:${alternatives})(?=$|[\\s_-])`, 'i')

  const found = names.filter(name => automaton.find(name) === 4)

  expect(found).toEqual(names.filter(name => expression.test(name)))
  expect(found.length).toBeGreaterThan(0)
})

test('of several expressions each is found by itself', () => {
  const tests = expressions.map((alternatives, index) => ({ bit: 1 << index, alternatives }))
  const apart = tests.map(each => new NameAutomaton([each]))
  const together = new NameAutomaton(tests)

  expect(names.map(name => together.find(name))).toEqual(
    names.map(name => apart.reduce((bits, automaton) => bits | automaton.find(name), 0)),
  )
})
