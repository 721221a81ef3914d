import { Element } from 'domhandler'
import { expect, test } from 'vitest'
import { chromeNames } from '../../../../src/core/article/extract/chrome-names.ts'
import { marksOf } from '../../../../src/core/article/extract/marks.ts'
import { beginningsOf } from '../../../../src/core/article/extract/name-beginnings.ts'
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

test.each([
  { name: 'letters', given: 'share|menu', want: ['sha', 'men'] },
  { name: 'a letter that may be left out', given: 'ads?', want: ['ad', 'ads'] },
  { name: 'a group', given: '(?:prev|next)-?link', want: ['pre', 'nex'] },
  { name: 'anything', given: 'ad-.*|b.c', want: ['ad-', 'b*'] },
  { name: 'a class that may be repeated', given: 'x[-_]{0,2}y', want: ['x*', 'xy'] },
])('the beginnings of $name', ({ given, want }) =>
  expect([...beginningsOf(given)].sort()).toEqual([...want].sort()),
)
