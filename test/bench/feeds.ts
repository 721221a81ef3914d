import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, constants } from 'node:zlib'
import { Feed } from 'feed'
import { listen } from '../../src/adapters/node/listen.ts'
import { trustArchivedHtml } from '../../src/core/article/sanitize.ts'
import { type Edition, type EditionFormat, editionFormats } from '../../src/core/feed/edition.ts'
import { writeEdition } from '../../src/core/feed/write-edition.ts'
import { toEditionEntry } from '../../src/core/page/edition-entry.ts'
import { strangersAnswer } from '../../src/http/error-response.ts'
import { createReadersApp } from '../../src/http/readers-app.ts'
import { createDocumentMemory } from '../../src/operations/document-memory.ts'
import { openReadingRoom, sampleSite } from '../support/reading-room.ts'
import { sampleArticle, sampleNowMs } from '../support/sample-article.ts'
import { compare } from './compare.ts'

const entries = 50
const paragraph = 'Слова, которые не повторяются так часто, как хотелось бы тому, кто их сжимает. '

/** A feed of fifty articles of 7 KB: written, filled and compressed, served from memory, and found unchanged. */
export async function benchFeeds(): Promise<void> {
  const room = await openReadingRoom()
  for (let n = entries; n >= 1; n--) {
    const html = Array.from(
      { length: 8 },
      (_, part) => `<p>${`${n * part} ${paragraph}`.repeat(6)}</p>`,
    ).join('')
    await room.archive.put(sampleArticle(n, { html: trustArchivedHtml(html) }), { nowMs: sampleNowMs })
  }
  const edition = await readEdition(room.archive)
  for (const format of editionFormats) {
    await compare({
      bench: `feed-write-${format}`,
      peer: 'feed 6.0.0 alone',
      ours: () => writeEdition(edition, format),
      theirs: () => writeAlone(edition, format),
    })
  }
  // Nothing is remembered where there is no room for it: every request is filled and compressed.
  await benchServed('feed-serve-filled', { ...room, memory: createDocumentMemory(1) }, text => ({
    peer: 'node:http, the same text compressed for each request',
    body: () => compress(text),
  }))
  await benchServed('feed-serve-memory', room, text => {
    const bytes = compress(text)
    return { peer: 'node:http, the same bytes', body: () => bytes }
  })
  await benchServed('feed-304', room, () => ({ peer: 'node:http, always 304', body: () => null }))
}

async function readEdition(
  archive: Awaited<ReturnType<typeof openReadingRoom>>['archive'],
): Promise<Edition> {
  const articles = await archive.newest('all', entries)
  return {
    slug: 'all',
    title: sampleSite.title,
    description: sampleSite.title,
    rights: null,
    contact: null,
    language: 'ru',
    light: false,
    updatedMs: sampleNowMs,
    entries: articles.map(article => toEditionEntry(article, sampleSite, false)),
    paging: { self: 'feeds/all.rss', current: null, previous: null, next: null },
  }
}

/** The same articles by the package as it comes: no cleaning, no mending, nothing of ours besides. */
function writeAlone({ title, updatedMs, entries: items }: Edition, format: EditionFormat): string {
  const feed = new Feed({ id: 'urn:x', title, link: 'https://a.example/', updated: new Date(updatedMs) })
  for (const { id, path, title: name, html, summary, authors, categories, ...dates } of items) {
    feed.addItem({
      id: id.startsWith('http') ? id : 'urn:y',
      title: name,
      link: `https://a.example/${path}`,
      date: new Date(dates.updatedMs),
      published: new Date(dates.publishedMs),
      description: summary,
      content: html ?? '',
      author: authors.map(author => ({ name: author })),
      category: categories.map(category => ({ name: category })),
    })
  }
  return { rss: () => feed.rss2(), atom: () => feed.atom1(), json: () => feed.json1() }[format]()
}

async function benchServed(
  bench: string,
  room: Parameters<typeof createReadersApp>[0],
  peerOf: (text: string) => { readonly peer: string; readonly body: () => Buffer | null },
): Promise<void> {
  const path = '/feeds/all.atom'
  const readers = await listen(createReadersApp(room), {
    host: '127.0.0.1',
    port: 0,
    refuse: strangersAnswer,
  })
  const plain = await get(readers.port, path, {})
  const coded = await get(readers.port, path, { 'accept-encoding': 'br' })
  const { peer, body } = peerOf(plain.body.toString())
  const bare = createServer((_, response) => {
    const bytes = body()
    if (bytes === null) response.writeHead(304, { etag: coded.etag }).end()
    else response.setHeader('content-encoding', 'br').end(bytes)
  })
  await new Promise<void>(resolve => bare.listen(0, '127.0.0.1', resolve))
  const { port } = bare.address() as AddressInfo
  const headers = { 'accept-encoding': 'br', ...(bench === 'feed-304' && { 'if-none-match': coded.etag }) }
  await compare({
    bench,
    peer,
    ours: () => get(readers.port, path, headers),
    theirs: () => get(port, path, headers),
  })
  bare.close()
  await readers.close()
}

function compress(text: string): Buffer {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
}

function get(
  port: number,
  path: string,
  headers: Record<string, string>,
): Promise<{ readonly body: Buffer; readonly etag: string }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { host: 'a.example', ...headers } }, response => {
      const chunks: Buffer[] = []
      response
        .on('data', chunk => chunks.push(chunk))
        .on('end', () => resolve({ body: Buffer.concat(chunks), etag: response.headers.etag ?? '' }))
    })
      .on('error', reject)
      .end()
  })
}
