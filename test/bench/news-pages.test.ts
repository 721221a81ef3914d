import { type Element, isText } from 'domhandler'
import { expect, test } from 'vitest'
import { parseDocument } from '../../src/core/html/parse.ts'
import { elementsOf } from '../../src/core/html/tree.ts'
import { newsPages } from './news-pages.ts'

const elementsOfEach = newsPages().map(({ html }) => elementsOf(parseDocument(html)))
const isScript = ({ name }: Element): boolean => name === 'script' || name === 'style'
const texts = (element: Element): readonly string[] => element.children.filter(isText).map(({ data }) => data)

/** On average of the pages. */
const averageOf = (count: (element: Element) => number): number =>
  elementsOfEach.flat().reduce((sum, element) => sum + count(element), 0) / elementsOfEach.length

// Averages of 252 news pages of many publishers.
test.each([
  { name: 'elements', real: 950, count: () => 1 },
  { name: 'attributes', real: 1760, count: ({ attribs }: Element) => Object.keys(attribs).length },
  {
    name: 'texts',
    real: 920,
    count: (element: Element) => (isScript(element) ? 0 : texts(element).length),
  },
  { name: 'links', real: 170, count: ({ name }: Element) => Number(name === 'a') },
  {
    name: 'characters of text',
    real: 8_600,
    count: (element: Element) => (isScript(element) ? 0 : texts(element).join('').trim().length),
  },
  {
    name: 'characters of scripts',
    real: 150 * 1024,
    count: (element: Element) => (isScript(element) ? texts(element).join('').length : 0),
  },
])('the pages that are measured have as many $name as news pages, within a fifth', ({ real, count }) => {
  const average = averageOf(count)

  expect(average).toBeGreaterThan(real * 0.8)
  expect(average).toBeLessThan(real * 1.2)
})
