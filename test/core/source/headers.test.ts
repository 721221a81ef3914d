import { expect, test } from 'vitest'
import { headersFor } from '../../../src/core/source/headers.ts'

const source = { feeds: ['https://www.news.example/rss'], headers: { 'x-pass': 'secret' } }

test.each([
  { name: 'the feed itself', url: 'https://www.news.example/rss', isSent: true },
  { name: 'a page of the same host', url: 'https://www.news.example/a/1', isSent: true },
  { name: 'the host without www.', url: 'https://news.example/a/1', isSent: true },
  { name: 'the same host in clear text', url: 'http://www.news.example/a/1', isSent: false },
  { name: 'another port', url: 'https://www.news.example:8443/a/1', isSent: false },
  { name: 'a sub-domain', url: 'https://ads.news.example/a/1', isSent: false },
  { name: 'another site', url: 'https://evil.example/?www.news.example', isSent: false },
  { name: 'no address', url: 'nonsense', isSent: false },
])('the operator’s headers: $name', ({ url, isSent }) => {
  expect(headersFor(source, url)).toEqual(isSent ? source.headers : {})
})
