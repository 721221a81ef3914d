import { expect, test } from 'vitest'
import { parseProxy } from '../../../src/core/source/proxy.ts'

const credentials = null

test.each([
  {
    given: 'socks5://127.0.0.1:9050',
    want: { scheme: 'socks5', host: '127.0.0.1', port: 9050, credentials },
  },
  {
    given: 'socks5h://proxy.example',
    want: { scheme: 'socks5', host: 'proxy.example', port: 1080, credentials },
  },
  {
    given: 'socks://proxy.example/',
    want: { scheme: 'socks5', host: 'proxy.example', port: 1080, credentials },
  },
  { given: 'http://proxy.example', want: { scheme: 'http', host: 'proxy.example', port: 80, credentials } },
  {
    given: 'https://proxy.example:8443',
    want: { scheme: 'https', host: 'proxy.example', port: 8443, credentials },
  },
  {
    given: 'http://[2606:4700::1]:3128',
    want: { scheme: 'http', host: '2606:4700::1', port: 3128, credentials },
  },
  {
    given: 'http://a%40b:c%3Ad@proxy.example:3128',
    want: {
      scheme: 'http',
      host: 'proxy.example',
      port: 3128,
      credentials: { username: 'a@b', password: 'c:d' },
    },
  },
  { given: 'socks4://proxy.example', want: null },
  { given: 'ftp://proxy.example', want: null },
  { given: 'proxy.example:3128', want: null },
  { given: 'http://proxy.example/path', want: null },
  { given: 'http://proxy.example?x=1', want: null },
  { given: 'http://100%@proxy.example', want: null },
  { given: 'socks5://', want: null },
  { given: '', want: null },
])('the proxy "$given" is read as $want', ({ given, want }) => expect(parseProxy(given)).toEqual(want))
