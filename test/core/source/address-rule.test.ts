import { expect, test } from 'vitest'
import { takesAddress } from '../../../src/core/source/address-rule.ts'

const address = 'https://www.example.org/news/2026/minsk.html?page=1'

test.each([
  { name: 'no pattern takes all', include: [], exclude: [], want: true },
  { name: 'a path with a star at its end', include: ['/news/*'], exclude: [], want: true },
  { name: 'a path without one is the whole path', include: ['/news/'], exclude: [], want: false },
  { name: 'the query belongs to the path', include: ['/news/2026/minsk.html'], exclude: [], want: false },
  { name: 'a star in the middle', include: ['/news/*/minsk.html*'], exclude: [], want: true },
  { name: 'a star goes over slashes', include: ['/*minsk*'], exclude: [], want: true },
  { name: 'the ends hold', include: ['/2026/*'], exclude: [], want: false },
  { name: 'parts do not overlap', include: ['/news/2026/minsk.html?page=1*=1'], exclude: [], want: false },
  { name: 'a whole address', include: ['https://www.example.org/*'], exclude: [], want: true },
  { name: 'a host of any name', include: ['https://*.example.org/*'], exclude: [], want: true },
  { name: 'another host', include: ['https://example.org/*'], exclude: [], want: false },
  { name: 'one of several', include: ['/sport/*', '/news/*'], exclude: [], want: true },
  { name: 'what is excluded', include: [], exclude: ['/news/*'], want: false },
  {
    name: 'what is excluded though it is included',
    include: ['/news/*'],
    exclude: ['*?page=*'],
    want: false,
  },
  { name: 'letters are what they are', include: ['/News/*'], exclude: [], want: false },
  { name: 'a dot is a dot', include: ['/news/2026/minsk?html*'], exclude: [], want: false },
])('$name', ({ include, exclude, want }) => {
  expect(takesAddress({ include, exclude }, address)).toBe(want)
})

test.each([
  'https://example.org/новости/1',
  'https://example.org/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1',
])('a pattern in another script fits %s', given => {
  expect(takesAddress({ include: ['/новости/*'], exclude: [] }, given)).toBe(true)
  expect(takesAddress({ include: [], exclude: ['/%D0%BD*'] }, given)).toBe(false)
})

test('a pattern of many stars is no slower for an address that almost fits', () => {
  const pattern = `${'/*a'.repeat(200)}b`

  expect(
    takesAddress({ include: [pattern], exclude: [] }, `https://example.org/${'/a'.repeat(20_000)}`),
  ).toBe(false)
})
