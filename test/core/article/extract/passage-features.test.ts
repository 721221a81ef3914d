import { Element } from 'domhandler'
import { expect, test } from 'vitest'
import { neighbours } from '../../../../src/core/article/extract/features/neighbours.ts'
import { own } from '../../../../src/core/article/extract/features/own.ts'
import { readPage } from '../../../../src/core/article/extract/features/page.ts'
import { position } from '../../../../src/core/article/extract/features/position.ts'
import { Rows } from '../../../../src/core/article/extract/features/rows.ts'
import { standingPlaces } from '../../../../src/core/article/extract/features/standing-places.ts'
import { whole } from '../../../../src/core/article/extract/features/whole.ts'
import { outlineOf } from '../../../../src/core/article/extract/outline.ts'
import { formParagraphs } from '../../../../src/core/article/extract/paragraphs.ts'
import { featureNames, measurePassages } from '../../../../src/core/article/extract/passage-features.ts'
import { readPassages } from '../../../../src/core/article/extract/passages.ts'
import { parseFragment } from '../../../../src/core/html/parse.ts'

const surveyed = (html: string) => {
  const root = new Element('body', {}, parseFragment(html).children)
  formParagraphs(root)
  const { passages, places } = readPassages(outlineOf(root, { take: () => true, sweep: () => {} }))
  const hints = {
    title: null,
    summary: null,
    statedBody: null,
    standings: passages.map(() => 1),
  }
  return { passages, places, hints }
}

const page = `<div class="story"><h1>Bridge closes</h1>
<p>The council voted to close the old bridge, <a href="/m">the mayor</a> said on Tuesday, until spring has come.</p>
<ul><li>Two of seven arches</li><li>Read also: more news</li></ul></div>`

test.each([
  { name: 'own', group: own },
  { name: 'position', group: position },
  { name: 'standing places', group: standingPlaces },
  { name: 'neighbours', group: neighbours },
  { name: 'whole', group: whole },
])('$name: as many numbers are written as are named', ({ group }) => {
  const { passages, places, hints } = surveyed(page)
  const rows = new Rows(200)
  rows.values.fill(Number.NaN)

  group.write(rows, readPage(passages, places, hints, [1]), 1)

  expect(rows.values.findIndex(Number.isNaN)).toBe(group.names.length)
})

test('a passage is measured by itself and among the others', () => {
  const { passages, places, hints } = surveyed(page)
  const { rows } = measurePassages(passages, places, hints)
  const numberOf = (index: number, name: string): number | undefined =>
    rows[index * featureNames.length + featureNames.indexOf(name)]

  expect(passages.map(({ line }) => line.slice(0, 11))).toEqual([
    'Bridge clos',
    'The council',
    'Two of seve',
    'Read also: ',
  ])
  expect([0, 1, 2, 3].map(index => numberOf(index, 'lead'))).toEqual([0, 0, 0, 1])
  expect([0, 1, 2, 3].map(index => numberOf(index, 'depth'))).toEqual([2, 2, 3, 3])
  expect([0, 1, 2, 3].map(index => numberOf(index, 'afterHeadline'))).toEqual([0, 1, 2, 3])
  expect([0, 1, 2, 3].map(index => numberOf(index, 'same1'))).toEqual([1, 1, 1, -1])
  expect(numberOf(1, 'links')).toBe(1)
  expect(numberOf(2, 'role-list')).toBe(1)
  expect(numberOf(2, 'alikeCount')).toBe(2)
})

test('what is a link and nothing else is measured only where the rules see the body', () => {
  const { passages, places, hints } = surveyed(
    '<ul><li><a href="/a">Sport</a></li><li>No link at all</li></ul>',
  )

  const outside = measurePassages(passages, places, hints)
  const inside = measurePassages(passages, places, { ...hints, standings: [2, 2] })

  expect(outside.indexes).toEqual([1])
  expect(outside.rows).toHaveLength(featureNames.length)
  expect(inside.indexes).toEqual([0, 1])
})

test('what the rules cut out is measured only where prose is near', () => {
  const menu = '<div><div><ul><li>Sport</li><li>World</li></ul></div></div>'
  const prose = `<p>${'The council voted to close the old bridge until spring. '.repeat(2)}</p>`
  const measured = (html: string): readonly number[] => {
    const { passages, places, hints } = surveyed(html)
    return measurePassages(passages, places, { ...hints, standings: [0, 0, 0] }).indexes
  }

  expect(measured(menu + prose)).toEqual([2])
  expect(measured(`<div><ul><li>Sport</li><li>World</li></ul>${prose}</div>`)).toEqual([0, 1, 2])
})
