import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { ErrorKind } from '../../src/core/errors.ts'
import {
  answering,
  dripping,
  type HostileAnswer,
  headOf,
  raw,
  redirecting,
  resetting,
  withoutEnd,
} from './hostile-newsroom.ts'

/** What a source does at its feed, and what is to come of it. */
export interface HostileFeed {
  readonly name: string
  readonly feed: HostileAnswer
  /** The kind of error that is reported; or how many articles there are after one refresh. */
  readonly want: ErrorKind | number
  /** Further paths that it answers. */
  readonly also?: Readonly<Record<string, HostileAnswer>>
  /** Most requests that it may cost; default: 1. */
  readonly requests?: number
}

const text = 'The council heard the residents of the three valleys before it voted on the road.'

export function itemOf(n: number, parts = ''): string {
  return `<item><guid isPermaLink="false">id-${n}</guid><title>Article ${n}</title><description>${text} ${n}.</description>${parts}</item>`
}

export function rssOf(items: string, before = ''): string {
  return `${before}<rss version="2.0"><channel><title>News</title>${items}</channel></rss>`
}

const feed = rssOf(itemOf(1) + itemOf(2) + itemOf(3))
const length = Buffer.byteLength(feed)
const bomb = Buffer.alloc(100_000_000, ' ')
const gzipBomb = gzipSync(bomb)
const brotliBomb = brotliCompressSync(bomb, { params: {} })
const coded = (coding: string) => ({ 'content-encoding': coding })
const rss = { 'content-type': 'application/rss+xml' }
const laughs = Array.from({ length: 12 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')

// windows-1251: Новости дня, written byte by byte.
const cyrillic = [0xcd, 0xee, 0xe2, 0xee, 0xf1, 0xf2, 0xe8, 0x20, 0xe4, 0xed, 0xff]
const cyrillicFeed = (declaration: string) => {
  const [before = '', after = ''] = rssOf(itemOf(1).replace('Article 1', '@')).split('@')
  return Buffer.concat([Buffer.from(declaration + before), Buffer.from(cyrillic), Buffer.from(after)])
}

export const transportBehaviours: readonly HostileFeed[] = [
  { name: 'never answers', feed: () => undefined, want: 'fetch-timeout' },
  { name: 'drips its head', feed: dripping('HTTP/1.1 200 OK\r\n', 'x-a: b\r\n'), want: 'fetch-timeout' },
  {
    name: 'sends a head and no body',
    feed: ({ socket }) => socket.write(headOf(rss)),
    want: 'fetch-timeout',
  },
  { name: 'drips its body', feed: dripping(headOf(rss), ' '), want: 'fetch-timeout' },
  {
    name: 'drips a compressed body',
    feed: ({ socket, ...rest }) => {
      socket.write(headOf({ ...rss, ...coded('gzip') }))
      socket.write(gzipBomb.subarray(0, 10))
      dripping('', '\0')({ socket, ...rest })
    },
    // A gzip stream of zeros is broken, soon or at the end of the time.
    want: 'fetch-failed',
  },
  { name: 'drips a refusal', feed: dripping(headOf({}, 403), ' '), want: 'upstream-refused' },
  {
    name: 'has a body without end',
    feed: withoutEnd(headOf(rss), ' '.repeat(65_536)),
    want: 'body-too-large',
  },
  {
    name: 'has chunks without end',
    feed: withoutEnd(
      headOf({ ...rss, 'transfer-encoding': 'chunked' }),
      `10000\r\n${' '.repeat(65_536)}\r\n`,
    ),
    want: 'body-too-large',
  },
  {
    name: 'has a refusal without end',
    feed: withoutEnd(headOf({}, 500), ' '.repeat(65_536)),
    want: 'upstream-refused',
  },
  {
    name: 'announces less than it sends',
    feed: raw(headOf({ ...rss, 'content-length': `${length - 60}` }) + feed),
    want: 2,
  },
  {
    name: 'announces more than it sends',
    feed: raw(headOf({ ...rss, 'content-length': `${length + 60}` }) + feed),
    want: 'fetch-failed',
  },
  {
    name: 'announces a length below nothing',
    feed: raw(headOf({ ...rss, 'content-length': '-1' }) + feed),
    want: 'fetch-failed',
  },
  {
    name: 'announces two lengths',
    feed: raw(`HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: ${length}\r\n\r\n${feed}`),
    want: 'fetch-failed',
  },
  {
    name: 'announces a length and chunks',
    feed: raw(`HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n${feed}`),
    want: 'fetch-failed',
  },
  {
    name: 'sends chunks that are none',
    feed: raw(headOf({ ...rss, 'transfer-encoding': 'chunked' }) + feed),
    want: 'fetch-failed',
  },
  { name: 'ends at once', feed: raw(''), want: 'fetch-failed' },
  { name: 'resets at once', feed: ({ socket }) => socket.resetAndDestroy(), want: 'fetch-failed' },
  { name: 'resets in its head', feed: resetting('HTTP/1.1 200 OK\r\nx-a:'), want: 'fetch-failed' },
  {
    name: 'resets in its body',
    feed: resetting(headOf({ ...rss, 'content-length': '9999' }) + feed),
    want: 'fetch-failed',
  },
  {
    name: 'resets in a chunk',
    feed: resetting(`${headOf({ ...rss, 'transfer-encoding': 'chunked' })}ffff\r\n${feed}`),
    want: 'fetch-failed',
  },
  { name: 'is a gzip bomb', feed: answering(gzipBomb, coded('gzip')), want: 'body-too-large' },
  { name: 'is a brotli bomb', feed: answering(brotliBomb, coded('br')), want: 'body-too-large' },
  {
    name: 'is a gzip bomb in gzip',
    feed: answering(gzipSync(gzipBomb), coded('gzip, gzip')),
    want: 'body-too-large',
  },
  {
    name: 'is a brotli bomb in gzip',
    feed: answering(gzipSync(brotliBomb), coded('br, gzip')),
    want: 'body-too-large',
  },
  {
    name: 'is coded three times',
    feed: answering(gzipSync(feed), coded('gzip, gzip, gzip')),
    want: 'fetch-failed',
  },
  {
    name: 'is coded a thousand times',
    feed: answering('x', coded('gzip, '.repeat(1000))),
    want: 'fetch-failed',
  },
  {
    name: 'is a gzip file that is a bomb',
    feed: answering(gzipBomb, { 'content-type': 'application/gzip' }),
    want: 'feed-unreadable',
  },
  {
    name: 'is gzip cut short',
    feed: answering(gzipSync(feed).subarray(0, 50), coded('gzip')),
    want: 'fetch-failed',
  },
  { name: 'is no gzip', feed: answering(feed, coded('gzip')), want: 'fetch-failed' },
  {
    name: 'has a header of a megabyte',
    feed: raw(headOf({ ...rss, 'x-a': 'x'.repeat(1_000_000) }) + feed),
    want: 'fetch-failed',
  },
  {
    name: 'has 100,000 headers',
    feed: raw(`HTTP/1.1 200 OK\r\n${'x-a: b\r\n'.repeat(100_000)}\r\n${feed}`),
    want: 'fetch-failed',
  },
  {
    name: 'has headers without end',
    feed: withoutEnd('HTTP/1.1 200 OK\r\n', 'x-a: b\r\n'.repeat(8000)),
    want: 'fetch-failed',
  },
  { name: 'speaks no HTTP', feed: raw('SSH-2.0-OpenSSH_9.9\r\n'), want: 'fetch-failed' },
  { name: 'speaks HTTP/0.9', feed: raw(feed), want: 'fetch-failed' },
  {
    name: 'changes the protocol',
    feed: raw(headOf({ upgrade: 'x', connection: 'upgrade' }, 101)),
    want: 'fetch-failed',
  },
  { name: 'has status 204', feed: answering('', {}, 204), want: 'upstream-refused' },
  { name: 'has status 206', feed: answering(feed, {}, 206), want: 'upstream-refused' },
  { name: 'has status 999', feed: answering(feed, {}, 999), want: 'upstream-refused' },
  { name: 'has a 304 that nobody asked for', feed: answering('', {}, 304), want: 'upstream-refused' },
  { name: 'is gone', feed: answering('', {}, 410), want: 'upstream-gone' },
  { name: 'asks to wait', feed: answering('', { 'retry-after': '120' }, 429), want: 'upstream-refused' },
  {
    name: 'asks to wait until a date',
    feed: answering('', { 'retry-after': 'Tue, 24 Nov 2026 14:00:00 GMT' }, 503),
    want: 'upstream-refused',
  },
  {
    name: 'asks to wait for ever',
    feed: answering('', { 'retry-after': '9'.repeat(300) }, 503),
    want: 'upstream-refused',
  },
  {
    name: 'is behind a firewall',
    feed: answering('<html><title>Just a moment...</title></html>', { 'content-type': 'text/html' }, 403),
    want: 'upstream-challenged',
  },
  {
    name: 'is behind a firewall that says 200',
    feed: answering('<html><title>Just a moment...</title></html>', { 'content-type': 'text/html' }),
    want: 'upstream-challenged',
  },
  { name: 'redirects to itself', feed: redirecting(({ path }) => path), want: 'too-many-redirects' },
  {
    name: 'redirects in a circle',
    feed: redirecting('/more/a'),
    also: { '/more/*': redirecting(({ path }) => (path === '/more/a' ? '/more/b' : '/more/a')) },
    requests: 3,
    want: 'too-many-redirects',
  },
  {
    name: 'redirects without end',
    feed: redirecting('/more/1'),
    also: { '/more/*': redirecting(({ path }) => `/more/${Number(path.split('/')[2]) + 1}`) },
    requests: 6,
    want: 'too-many-redirects',
  },
  {
    name: 'redirects to a private address',
    feed: redirecting('http://10.0.0.1/feed'),
    want: 'blocked-address',
  },
  {
    name: 'redirects to metadata',
    feed: redirecting('http://169.254.169.254/latest/'),
    want: 'blocked-address',
  },
  {
    name: 'redirects to another port of this machine',
    feed: redirecting('http://127.0.0.1:9999/'),
    want: 'blocked-address',
  },
  { name: 'redirects to a file', feed: redirecting('file:///etc/passwd'), want: 'blocked-address' },
  {
    name: 'redirects to another protocol’s port',
    feed: redirecting('http://example.org:25/'),
    want: 'blocked-address',
  },
  { name: 'redirects nowhere', feed: redirecting('http://'), want: 'fetch-failed' },
  {
    name: 'redirects with a body without end',
    feed: withoutEnd(headOf({ location: '/more/feed' }, 301), ' '.repeat(65_536)),
    also: { '/more/*': answering(feed) },
    requests: 2,
    want: 3,
  },
]

export const contentBehaviours: readonly HostileFeed[] = [
  { name: 'is empty', feed: answering(''), want: 'upstream-empty' },
  { name: 'is white space', feed: answering(' \n'.repeat(1000)), want: 'upstream-empty' },
  { name: 'has no entries', feed: answering(rssOf('')), want: 'upstream-empty' },
  {
    name: 'is a page',
    feed: answering(`<!doctype html><html><body><p>${text}</p></body></html>`),
    want: 'feed-unreadable',
  },
  {
    name: 'is an image',
    feed: answering(Buffer.from('89504e470d0a1a0a0000', 'hex'), { 'content-type': 'image/png' }),
    want: 'feed-unreadable',
  },
  { name: 'is noise', feed: answering(Buffer.alloc(100_000, 0x9d)), want: 'feed-unreadable' },
  {
    name: 'is of 50 MB',
    feed: withoutEnd(headOf({ ...rss, 'content-length': '50000000' }), rssOf(itemOf(1)).repeat(100)),
    want: 'body-too-large',
  },
  { name: 'has a million empty items', feed: answering(rssOf('<item/>'.repeat(1_000_000))), want: 0 },
  {
    name: 'has 60,000 items',
    feed: answering(
      rssOf(
        Array.from(
          { length: 60_000 },
          (_, n) => `<item><guid>${n}</guid><title>${n}</title><description>${text}</description></item>`,
        ).join(''),
      ),
    ),
    want: 50,
  },
  { name: 'is cut off', feed: answering(feed.slice(0, -80)), want: 2 },
  {
    name: 'is an entity bomb',
    feed: answering(
      rssOf(itemOf(1, '<category>&l12;</category>'), `<!DOCTYPE rss [<!ENTITY l0 "lol">${laughs}]>`),
    ),
    want: 1,
  },
  {
    name: 'has an entity that is a file',
    feed: answering(
      rssOf(
        itemOf(1, '<category>&x;</category>'),
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
      ),
    ),
    want: 1,
  },
  {
    name: 'has an entity that is an address',
    feed: ({ origin, ...rest }) =>
      answering(
        rssOf(
          itemOf(1, '<category>&x;</category>'),
          `<!DOCTYPE rss SYSTEM "${origin}/more/dtd" [<!ENTITY x SYSTEM "${origin}/more/x"><!ENTITY % p SYSTEM "${origin}/more/p">%p;]>`,
        ),
      )({ origin, ...rest }),
    want: 1,
  },
  {
    name: 'has 100,000 nested elements',
    feed: answering(rssOf(`${itemOf(1)}<item><guid>2</guid>${'<b>'.repeat(100_000)}</item>`)),
    want: 1,
  },
  {
    name: 'has 100,000 nested elements that are closed',
    feed: answering(
      rssOf(`${itemOf(1)}<x>${'<b>'.repeat(100_000)}${'</b>'.repeat(100_000)}</x>${itemOf(2)}`),
    ),
    want: 2,
  },
  {
    name: 'is JSON of 100,000 levels',
    feed: answering(`{"version":"https://jsonfeed.org/version/1.1","items":${'['.repeat(100_000)}`, {
      'content-type': 'application/feed+json',
    }),
    want: 'feed-unreadable',
  },
  {
    name: 'has text of 100,000 nested elements',
    feed: answering(
      rssOf(
        `${itemOf(1)}<item><guid>2</guid><title>x</title><description>${'&lt;b&gt;'.repeat(100_000)}${text}</description></item>`,
      ),
    ),
    want: 1,
  },
  {
    name: 'declares another charset than it has',
    feed: answering(cyrillicFeed('<?xml version="1.0" encoding="utf-8"?>'), {
      'content-type': 'text/xml; charset=utf-8',
    }),
    want: 1,
  },
  { name: 'declares no charset', feed: answering(cyrillicFeed('')), want: 1 },
  {
    name: 'declares a charset that is none',
    feed: answering(feed, { 'content-type': 'text/xml; charset=klingon' }),
    want: 3,
  },
  { name: 'is UTF-16 without a mark', feed: answering(Buffer.from(feed, 'utf16le')), want: 3 },
  {
    name: 'has malformed dates',
    feed: answering(
      rssOf(
        [
          'yesterday',
          '2026-13-45',
          '0000-00-00',
          '9'.repeat(400),
          '-1',
          'Mon, 99 Foo 99999 99:99:99 XYZ',
          '<b/>',
        ]
          .map((date, n) => itemOf(n, `<pubDate>${date}</pubDate>`))
          .join(''),
      ),
    ),
    want: 7,
  },
  {
    name: 'has dates in the future and before all time',
    feed: answering(
      rssOf(
        ['9999-12-31T23:59:59Z', '+275760-09-13T00:00:00Z', '2099-01-01', '0001-01-01', '-271821-04-20']
          .map((date, n) => itemOf(n, `<pubDate>${date}</pubDate>`))
          .join(''),
      ),
    ),
    want: 5,
  },
  {
    name: 'has items without id, link or title',
    feed: answering(rssOf(`<item><description>${text}</description></item><item/>${itemOf(1)}`)),
    want: 1,
  },
  {
    name: 'has ids that lead elsewhere',
    feed: answering(
      rssOf(
        [
          '../../etc/passwd',
          '..\\..\\x',
          '&#0;',
          'a&#0;b',
          '\u202egpj.exe',
          'x'.repeat(10_000),
          '/',
          '.',
          '%2e%2e%2f',
          'CON',
        ]
          .map((id, n) => itemOf(n).replace(`id-${n}`, id))
          .join(''),
      ),
    ),
    want: 10,
  },
  {
    name: 'has one id for all',
    feed: answering(
      rssOf(Array.from({ length: 5 }, (_, n) => itemOf(n).replace(`id-${n}`, 'same')).join('')),
    ),
    want: 1,
  },
  {
    name: 'has links that must not be followed',
    feed: answering(
      rssOf(
        [
          'javascript:alert(1)',
          'data:text/html,x',
          'file:///etc/passwd',
          'vbscript:x',
          'http://',
          'http://[',
          '\u0000',
          ' ',
        ]
          .map((link, n) => itemOf(n, `<link>${link}</link>`))
          .join(''),
      ),
    ),
    want: 8,
  },
  {
    name: 'has pages without end',
    feed: answering(
      rssOf(itemOf(1), '').replace(
        '<title>',
        '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="next" href="/more/2"/><title>',
      ),
    ),
    also: {
      '/more/*': ({ path, ...rest }) =>
        answering(rssOf(itemOf(Number(path.split('/')[2])), ''))({ path, ...rest }),
    },
    want: 1,
  },
  {
    name: 'has a title of a megabyte',
    feed: answering(rssOf(`${itemOf(1).replace('Article 1', 'x '.repeat(500_000))}${itemOf(2)}`)),
    want: 2,
  },
  {
    name: 'has a megabyte of open brackets',
    feed: answering(rssOf(itemOf(1) + '<'.repeat(1_000_000) + itemOf(2))),
    // What stands behind them cannot be told from them.
    want: 1,
  },
  {
    name: 'has 100,000 attributes',
    feed: answering(
      rssOf(
        `${itemOf(1)}<x ${Array.from({ length: 100_000 }, (_, n) => `a${n}="b"`).join(' ')}/>${itemOf(2)}`,
      ),
    ),
    want: 2,
  },
]

/** What stands behind an entry's link; in each case the feed's own text is archived in its place. */
export const pageBehaviours: readonly {
  readonly name: string
  readonly page: HostileAnswer
  readonly want: ErrorKind
}[] = [
  { name: 'never comes', page: () => undefined, want: 'fetch-timeout' },
  { name: 'drips', page: dripping(headOf({ 'content-type': 'text/html' }), '<p>'), want: 'fetch-timeout' },
  {
    name: 'has no end',
    page: withoutEnd(headOf({ 'content-type': 'text/html' }), '<p>x</p>'.repeat(8000)),
    want: 'body-too-large',
  },
  {
    name: 'is reset',
    page: resetting(headOf({ 'content-type': 'text/html', 'content-length': '9999' })),
    want: 'fetch-failed',
  },
  {
    name: 'is a bomb',
    page: answering(gzipBomb, { ...coded('gzip'), 'content-type': 'text/html' }),
    want: 'body-too-large',
  },
  { name: 'is empty', page: answering('', { 'content-type': 'text/html' }), want: 'upstream-empty' },
  { name: 'is not there', page: answering('', {}, 404), want: 'upstream-refused' },
  { name: 'is gone', page: answering('', {}, 410), want: 'upstream-gone' },
  { name: 'leads into a private network', page: redirecting('http://192.168.0.1/'), want: 'blocked-address' },
  { name: 'leads in a circle', page: redirecting(({ path }) => path), want: 'too-many-redirects' },
  {
    name: 'is a firewall’s',
    page: answering(`<html><title>Just a moment...</title><body><p>${text}</p></body></html>`, {
      'content-type': 'text/html',
    }),
    want: 'upstream-challenged',
  },
  {
    name: 'is a captcha',
    page: answering('<html><body>Prove that you are human<div class="h-captcha"></div></body></html>', {
      'content-type': 'text/html',
    }),
    want: 'upstream-challenged',
  },
  {
    name: 'has 100,000 nested elements',
    page: answering(`<html><body>${'<div>'.repeat(100_000)}<p>${text}</p></body></html>`, {
      'content-type': 'text/html',
    }),
    want: 'article-unreadable',
  },
  {
    name: 'has no text',
    page: answering('<html><body><img src=x></body></html>', { 'content-type': 'text/html' }),
    want: 'article-unreadable',
  },
]
