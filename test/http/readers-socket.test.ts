import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Listener, listen } from '../../src/adapters/node/listen.ts'
import { strangersAnswer } from '../../src/http/error-response.ts'
import { createReadersApp } from '../../src/http/readers-app.ts'
import { openReadingRoom, publicChannel, sampleMirror } from '../support/reading-room.ts'
import { sampleArticle, sampleNowMs } from '../support/sample-article.ts'

let listener: Listener
const page = `/a/${sampleArticle(1).identity.articleId}.html`

beforeAll(async () => {
  const once = { ...publicChannel, id: 'once', audience: 'careful', oneExchangePerConnection: true } as const
  const room = await openReadingRoom({ channels: [publicChannel, once] })
  await room.mirrorLog.record({ mirrors: [sampleMirror('once.example', 'live', 'once')], changes: [] })
  await room.archive.put(sampleArticle(1), { nowMs: sampleNowMs })
  listener = await listen(createReadersApp(room), { host: '127.0.0.1', port: 0, refuse: strangersAnswer })
})
afterAll(() => listener.close())

/** Sends a request byte for byte; what came back until the connection was closed, head and body apart. */
function exchange(request: string): Promise<{ readonly head: string; readonly body: string }> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(listener.port, '127.0.0.1', () => socket.write(request.replaceAll('\n', '\r\n')))
    socket.setEncoding('latin1')
    socket.setTimeout(5_000, () => socket.destroy(new Error('the connection stayed open')))
    socket.on('data', chunk => {
      answer += chunk
    })
    socket.on('error', reject)
    socket.on('end', () => {
      const end = answer.indexOf('\r\n\r\n') + 4
      resolve({ head: answer.slice(0, end), body: answer.slice(end) })
    })
  })
}

const get = (path: string, host = 'a.example', method = 'GET') =>
  `${method} ${path} HTTP/1.1\nHost: ${host}\nAccept-Encoding: gzip, br\nConnection: close\n\n`

test.each([page, '/', '/feeds/all.rss', '/feeds/all-light.json', '/mirrors.json', '/subscribe.html'])(
  'the head of %s is at most 700 bytes',
  async path => {
    for (const host of ['a.example', 'once.example']) {
      const { head } = await exchange(get(path, host))
      expect(head).toMatch(/^HTTP\/1\.1 200 /)
      expect(head.length).toBeLessThanOrEqual(700)
      expect(head).not.toMatch(/^(?:server|x-powered-by|set-cookie):/im)
    }
  },
)

test('HEAD gets the head of GET and no body', async () => {
  const withoutDate = (head: string) => head.replace(/^date:.*$/im, '')

  const full = await exchange(get(page))
  const head = await exchange(get(page, 'a.example', 'HEAD'))

  expect(withoutDate(head.head)).toBe(withoutDate(full.head))
  expect(full.head).toContain(`content-length: ${full.body.length}\r\n`)
  expect(head.body).toBe('')
})

test('a channel of one exchange per connection closes it, though the client would keep it', async () => {
  const { head } = await exchange(`GET ${page} HTTP/1.1\nHost: once.example\n\n`)

  expect(head).toMatch(/^connection: close\r$/im)
})

const asked = (lines: string) => `${lines}\nConnection: close\n\n`

test.each([
  { name: 'an unknown path', request: get('/wp-login.php') },
  { name: 'an unknown host', request: get('/', 'c.example') },
  { name: 'an unknown method', request: get('/', 'a.example', 'PROPFIND') },
  { name: 'POST', request: asked('POST / HTTP/1.1\nHost: a.example\nContent-Length: 0') },
  { name: 'malformed percent-encoding', request: get('/%zz') },
  { name: 'a target of 6 KB', request: get(`/${'a'.repeat(6_000)}`) },
  { name: 'a target of 60 KB', request: get(`/${'a'.repeat(60_000)}`) },
  { name: 'a host that is none', request: get('/', 'a b') },
  { name: 'no host', request: asked('GET / HTTP/1.1') },
  { name: 'a method that there is not', request: get('/', 'a.example', 'STEAL') },
  { name: 'what is no HTTP', request: 'SSH-2.0-x\n\n' },
  { name: 'a tunnel', request: asked('CONNECT a.example:443 HTTP/1.1\nHost: a.example:443') },
  {
    name: 'another protocol',
    request: get('/', 'c.example').replace('close', 'close, upgrade\nUpgrade: websocket'),
  },
  { name: 'an expectation', request: asked('GET /x HTTP/1.1\nHost: a.example\nExpect: wonders') },
])('$name gets the stranger’s answer, byte for byte', async ({ request }) => {
  const { head, body } = await exchange(request)

  expect(body).toBe('Not Found\n')
  expect(head.replace(/^(date): .{29}\r$/im, '$1:\r')).toBe(
    'HTTP/1.1 404 Not Found\r\ncontent-length: 10\r\ncontent-type: text/plain\r\nDate:\r\nConnection: close\r\n\r\n',
  )
})
