import { Element } from 'domhandler'
import { expect, test } from 'vitest'
import { choosePassages } from '../../../../src/core/article/extract/choose-passages.ts'
import { lookAgain } from '../../../../src/core/article/extract/features/look-again.ts'
import { Rows } from '../../../../src/core/article/extract/features/rows.ts'
import {
  secondLookNames,
  writeSecondLook,
} from '../../../../src/core/article/extract/features/second-look.ts'
import { outlineOf } from '../../../../src/core/article/extract/outline.ts'
import { readPassages } from '../../../../src/core/article/extract/passages.ts'
import { findTitles } from '../../../../src/core/article/extract/title-passages.ts'
import { parseFragment } from '../../../../src/core/html/parse.ts'

const line = (word: string, times = 30): string => `${word} `.repeat(times).trim()
const read = (html: string) =>
  readPassages(
    outlineOf(new Element('body', {}, parseFragment(html).children), { take: () => true, sweep: () => {} }),
  )

const page =
  read(`<div class="story"><h1>Bridge closes</h1><p>${line('council')}</p><p>${line('engineer')}</p></div>
  <div class="more"><p>${line('ferry', 15)}</p><p>${line('council')}</p></div>`)
const likely = Float32Array.of(0.9, 1, 0.5, 0, 0.25)

test('as many numbers are written as are named', () => {
  const rows = new Rows(200)
  rows.values.fill(Number.NaN)

  writeSecondLook(rows, lookAgain(page, likely, findTitles(page.passages, null)), 2)

  expect(rows.values.findIndex(Number.isNaN)).toBe(secondLookNames.length)
})

test.each([
  { name: 'likely', index: 2, want: 0.5 },
  { name: 'likely-1', index: 2, want: 1 },
  { name: 'likely3', index: 2, want: -1 },
  { name: 'sinceLandmark', index: 1, want: 99 },
  { name: 'sinceLandmark', index: 3, want: 2 },
  { name: 'charsSinceLandmark', index: 3, want: line('engineer').length },
  { name: 'toLandmark', index: 4, want: 99 },
  { name: 'likeliest', index: 0, want: 1 },
  { name: 'twinLikelier', index: 4, want: 0.75 },
  { name: 'twinBefore', index: 4, want: 1 },
  { name: 'twinBefore', index: 1, want: 0 },
])('$name of passage $index is $want', ({ name, index, want }) => {
  const rows = new Rows(secondLookNames.length)

  writeSecondLook(rows, lookAgain(page, likely, findTitles(page.passages, null)), index)

  expect(rows.values[secondLookNames.indexOf(name)]).toBeCloseTo(want, 5)
})

const choose = (values: readonly number[], standings: readonly number[], passages = page.passages) =>
  choosePassages(
    passages,
    { isTitle: findTitles(passages, 'Bridge closes'), standings },
    Float32Array.from(values),
  )

test.each([
  { name: 'the title is never taken', values: [1, 1, 1, 0, 0], want: [false, true, true, false, false] },
  {
    name: 'of twins in two places the first',
    values: [1, 1, 1, 1, 1],
    want: [false, true, true, true, false],
  },
  {
    name: 'a later twin that is likelier',
    values: [1, 0.6, 1, 1, 0.9],
    want: [false, false, true, true, true],
  },
  {
    name: 'an inset that the rules cut off needs to be surer',
    values: [1, 1, 1, 0.8, 0],
    standings: [2, 2, 2, 0, 2],
    want: [false, true, true, false, false],
  },
  {
    name: 'what the rules cut off where they found little',
    values: [1, 1, 0.9, 0.8, 0],
    standings: [2, 2, 0, 0, 0],
    want: [false, true, true, true, false],
  },
])('chosen: $name', ({ values, standings = [2, 2, 2, 2, 2], want }) => {
  expect(choose(values, standings)).toEqual(want)
})

test('a heading with nothing under it is not taken, one with a paragraph is', () => {
  const { passages } = read(
    `<div><h2>What was found</h2><p>${line('engineer')}</p><h2>More of this</h2><h3>Links</h3><ul><li><a href="/a">Ferry</a></li></ul></div>`,
  )

  expect(choose([1, 1, 1, 1, 0], [2, 2, 2, 2, 2], passages)).toEqual([true, true, false, false, false])
})

test('where no prose is likely, the place that holds a good deal of it is taken', () => {
  const prose = read(
    `<ul><li>Home</li></ul><div>${['council', 'engineer', 'ferry'].map(word => `<p>${line(word)}</p>`).join('')}</div>`,
  ).passages

  expect(choose([0.3, 0, 0, 0], [1, 1, 1, 1], prose)).toEqual([false, true, true, true])
})
