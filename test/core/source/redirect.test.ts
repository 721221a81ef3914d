import { expect, test } from 'vitest'
import { firstHop, followRedirect, type Hop, parseUpstreamUrl } from '../../../src/core/source/redirect.ts'

const secret = { authorization: 'Bearer x', 'x-publisher-key': 'y' }
const hop = firstHop('https://upstream.example/a/feed?x=1', secret)

function follow(from: Hop, location: string): Hop {
  return followRedirect(from, { status: 302, location }, 5)
}

test.each([
  { name: 'the same origin', location: '/b', url: 'https://upstream.example/b', kept: true },
  { name: 'a relative path', location: 'b', url: 'https://upstream.example/a/b', kept: true },
  { name: 'the default port spelled out', location: 'https://upstream.example:443/b', kept: true },
  { name: 'another host', location: 'https://other.example/b', kept: false },
  { name: 'a host below', location: 'https://www.upstream.example/b', kept: false },
  { name: 'another port', location: 'https://upstream.example:8443/b', kept: false },
  { name: 'plain http', location: 'http://upstream.example/b', kept: false },
  {
    name: 'a host without scheme',
    location: '//other.example/b',
    url: 'https://other.example/b',
    kept: false,
  },
  { name: 'backslashes', location: '\\\\other.example/b', url: 'https://other.example/b', kept: false },
])('a redirect to $name keeps the headers of the source: $kept', ({ location, url, kept }) => {
  const next = follow(hop, location)

  expect(next.headers).toEqual(kept ? secret : {})
  if (url !== undefined) expect(next.url.href).toBe(url)
})

test('headers left behind are not taken up again on the way back', () => {
  const away = follow(hop, 'https://other.example/')

  expect(follow(away, 'https://upstream.example/b').headers).toEqual({})
})

test.each([
  { name: 'half a host', location: 'https://', kind: 'fetch-failed' },
  { name: 'bytes that are not UTF-8', location: '/\xff\xfe', kind: 'fetch-failed' },
  { name: 'a script', location: 'javascript:alert(1)', kind: 'blocked-address' },
])('a redirect to $name is a $kind', ({ location, kind }) =>
  expect(() => follow(hop, location)).toThrow(expect.objectContaining({ kind })),
)

test('a fragment is no part of what is fetched', () =>
  expect(parseUpstreamUrl('https://upstream.example/a#b').href).toBe('https://upstream.example/a'))

test('a hop remembers the whole way that led to it', () => {
  const first = followRedirect(hop, { status: 301, location: '/b' }, 5)
  const second = followRedirect(first, { status: 302, location: 'https://other.example/' }, 5)

  expect(second.redirects).toEqual([
    { status: 301, from: 'https://upstream.example/a/feed?x=1', to: 'https://upstream.example/b' },
    { status: 302, from: 'https://upstream.example/b', to: 'https://other.example/' },
  ])
})

test('a way back to where it began, or to itself, is a circle', () => {
  const away = follow(hop, '/b')

  for (const location of ['/b', hop.url.href])
    expect(() => follow(away, location)).toThrow(expect.objectContaining({ kind: 'too-many-redirects' }))
})

test('as many redirects as are allowed are followed, and not one more', () => {
  const last = followRedirect(
    followRedirect(hop, { status: 302, location: '/1' }, 2),
    { status: 302, location: '/2' },
    2,
  )

  expect(() => followRedirect(last, { status: 302, location: '/3' }, 2)).toThrow('more than 2 times')
})
