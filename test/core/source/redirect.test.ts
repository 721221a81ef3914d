import { expect, test } from 'vitest'
import { followRedirect, parseUpstreamUrl } from '../../../src/core/source/redirect.ts'

const secret = { authorization: 'Bearer x', 'x-publisher-key': 'y' }
const hop = { url: new URL('https://upstream.example/a/feed?x=1'), headers: secret }

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
  const next = followRedirect(hop, location)

  expect(next.headers).toEqual(kept ? secret : {})
  if (url !== undefined) expect(next.url.href).toBe(url)
})

test('headers left behind are not taken up again on the way back', () => {
  const away = followRedirect(hop, 'https://other.example/')

  expect(followRedirect(away, hop.url.href).headers).toEqual({})
})

test.each([
  { name: 'half a host', location: 'https://', kind: 'fetch-failed' },
  { name: 'bytes that are not UTF-8', location: '/\xff\xfe', kind: 'fetch-failed' },
  { name: 'a script', location: 'javascript:alert(1)', kind: 'blocked-address' },
])('a redirect to $name is a $kind', ({ location, kind }) =>
  expect(() => followRedirect(hop, location)).toThrow(expect.objectContaining({ kind })),
)

test('a fragment is no part of what is fetched', () =>
  expect(parseUpstreamUrl('https://upstream.example/a#b').href).toBe('https://upstream.example/a'))
