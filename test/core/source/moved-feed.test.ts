import { expect, test } from 'vitest'
import type { Redirect } from '../../../src/core/source/capture.ts'
import { addressOfFeed, type MovedFeed, moveAfter } from '../../../src/core/source/moved-feed.ts'

const url = 'https://old.example/feed'
const to = 'https://new.example/feed'

function way(...steps: readonly (readonly [status: number, to: string])[]): Redirect[] {
  return steps.map(([status, target], index) => ({ status, from: steps[index - 1]?.[1] ?? url, to: target }))
}

test.each([
  { name: 'a 301', redirects: way([301, to]), want: { to, seen: 1 } },
  { name: 'a 308', redirects: way([308, to]), want: { to, seen: 1 } },
  {
    name: 'several in a row',
    redirects: way([301, 'https://between.example/'], [308, to]),
    want: { to, seen: 1 },
  },
  { name: 'a 302', redirects: way([302, to]), want: undefined },
  { name: 'a 307', redirects: way([307, to]), want: undefined },
  {
    name: 'a 301 before a 302',
    redirects: way([301, to], [302, 'https://today.example/']),
    want: { to, seen: 1 },
  },
  { name: 'a 302 before a 301', redirects: way([302, 'https://today.example/'], [301, to]), want: undefined },
  { name: 'a 301 to clear text', redirects: way([301, 'http://new.example/feed']), want: undefined },
  {
    name: 'a way through clear text',
    redirects: way([301, 'http://old.example/feed'], [301, to]),
    want: undefined,
  },
  { name: 'none', redirects: [], want: undefined },
])('$name is remembered as $want', ({ redirects, want }) =>
  expect(moveAfter({ url }, url, redirects)).toEqual(want),
)

test('a permanent redirect is believed the third time in a row, not before', () => {
  let moved: MovedFeed | undefined
  const asked: string[] = []
  for (let refresh = 0; refresh < 4; refresh += 1) {
    const address = addressOfFeed({ url, ...(moved && { moved }) })
    asked.push(address)
    moved = moveAfter({ url, ...(moved && { moved }) }, address, address === url ? way([301, to]) : [])
  }

  expect(asked).toEqual([url, url, url, to])
  expect(moved).toEqual({ to, seen: 3 })
})

test('another target begins anew, and a refresh without a redirect forgets it', () => {
  const moved = { to, seen: 2 }

  expect(moveAfter({ url, moved }, url, way([301, 'https://third.example/']))).toEqual({
    to: 'https://third.example/',
    seen: 1,
  })
  expect(moveAfter({ url, moved }, url, [])).toBeUndefined()
})

test('a new address that has moved itself is asked for by the old one until that is believed too', () => {
  const moved = moveAfter({ url, moved: { to, seen: 3 } }, to, [
    { status: 301, from: to, to: 'https://third.example/' },
  ])

  expect(moved).toEqual({ to: 'https://third.example/', seen: 1 })
})
