import { expect, test } from 'vitest'
import { style } from '../../../src/core/page/style.ts'

// What a phone of 2017 knows: Chromium 58, Safari 10, Firefox 52.
const known = [
  ...['background', 'border', 'border-collapse', 'border-color', 'border-top', 'color', 'display', 'font'],
  ...[
    'font-family',
    'font-size',
    'font-weight',
    'height',
    'line-height',
    'list-style',
    'margin',
    'margin-bottom',
  ],
  ...['margin-top', 'max-width', 'overflow-wrap', 'overflow-x', 'padding', 'padding-top', 'text-align'],
  ...['text-decoration', 'white-space', 'width', 'word-break'],
]
// Newer ones, and what is lost where they are passed over: a gap between links, an indent, a bar, the dark form controls.
const dispensable = [
  'border-inline-start',
  'color-scheme',
  'margin-inline-end',
  'padding-inline-start',
  'user-select',
]

const declarations = [...style.matchAll(/[{;]([a-z-]+):([^;{}]+)/g)].map(([, property = '', value = '']) => ({
  property,
  value,
}))

test('every property is one that old browsers know, or can be done without', () => {
  const properties = new Set(declarations.map(each => each.property))

  expect([...properties].filter(each => !known.includes(each) && !dispensable.includes(each))).toEqual([])
})

test('no side is named left or right, nothing is fetched, nothing is fixed in pixels but hairlines', () => {
  expect(style).not.toMatch(/\b(?:left|right)\b/)
  expect(style).not.toMatch(/url\(|@import|@font-face/)
  expect(style.replaceAll('1px', '')).not.toMatch(/\dpx/)
})

test('no letter is changed from upper to lower case or back', () => {
  expect(style).not.toMatch(/text-transform|small-caps/)
})
