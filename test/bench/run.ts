import { readFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseFeed as parseByFeedsmith } from 'feedsmith'
import { listen } from '../../src/adapters/node/listen.ts'
import { parseFeed } from '../../src/core/feed/parse-feed.ts'
import { strangersAnswer } from '../../src/http/error-response.ts'
import { createReadersApp } from '../../src/http/readers-app.ts'
import { openReadingRoom } from '../support/reading-room.ts'
import { sampleArticle, sampleNowMs } from '../support/sample-article.ts'
import { compare } from './compare.ts'
import { benchExtract } from './extract.ts'
import { benchFeeds } from './feeds.ts'
import { benchGuessCharset } from './guess-charset.ts'
import { benchPadding } from './padding.ts'
import { benchPull } from './pull.ts'
import { benchReaderDuringPull } from './reader-during-pull.ts'
import { benchStrangers } from './strangers.ts'
import { benchWorker } from './worker.ts'

// Every figure beside its peer in one run: `npm run bench`, or one of them: `npm run bench -- extract`.

const seed = new URL('../fixtures/seed/', import.meta.url)
const feed = readFileSync(new URL('rferl-feed.xml', seed))

/** A feed of a hundred entries, with decoding and mending; the peer parses text that is known to be good. */
function benchParse(): Promise<void> {
  const text = feed.toString()
  const item = text.slice(text.indexOf('<item>'), text.indexOf('</item>') + '</item>'.length)
  const long = text.replace(
    item,
    Array.from({ length: 100 }, (_, n) => item.replaceAll('31293164', `${n}`)).join(''),
  )
  const body = Buffer.from(long)
  return compare({
    bench: 'parse-feed',
    peer: 'feedsmith 3.0.1',
    ours: () => parseFeed({ body, contentType: 'application/rss+xml', url: null }),
    theirs: () => parseByFeedsmith(long),
  })
}

/** An article page over HTTP on loopback; the peer is Node's own server with the same bytes in memory. */
async function benchServe(): Promise<void> {
  const room = await openReadingRoom()
  await room.archive.put(sampleArticle(1), { nowMs: sampleNowMs })
  const readers = await listen(createReadersApp(room), {
    host: '127.0.0.1',
    port: 0,
    refuse: strangersAnswer,
  })
  const path = `/a/${sampleArticle(1).identity.articleId}.html`
  const bytes = await get(readers.port, path)
  const bare = createServer((_, response) => response.setHeader('content-encoding', 'br').end(bytes))
  await new Promise<void>(resolve => bare.listen(0, '127.0.0.1', resolve))
  const { port } = bare.address() as AddressInfo
  await compare({
    bench: 'serve-page',
    peer: 'node:http, the same bytes',
    ours: () => get(readers.port, path),
    theirs: () => get(port, path),
  })
  bare.close()
  await readers.close()
}

function get(port: number, path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const headers = { host: 'a.example', 'accept-encoding': 'br' }
    request({ host: '127.0.0.1', port, path, headers }, response => {
      const chunks: Buffer[] = []
      response.on('data', chunk => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)))
    })
      .on('error', reject)
      .end()
  })
}

const names = process.argv.slice(2)
// `-- padding FOLDER` and `-- extract FILE.ndjson.gz` measure on captures of one's own.
const takesCaptures = names.length === 2 && (names[0] === 'padding' || names[0] === 'extract')
const captures = takesCaptures ? names[1] : undefined
const benches = {
  extract: () => benchExtract(captures),
  'parse-feed': benchParse,
  'serve-page': benchServe,
  'guess-charset': benchGuessCharset,
  feeds: benchFeeds,
  pull: benchPull,
  'reader-during-pull': benchReaderDuringPull,
  padding: () => benchPadding(captures),
  strangers: benchStrangers,
  worker: benchWorker,
}
const wanted = takesCaptures ? names.slice(0, 1) : names
const unknown = wanted.filter(name => !(name in benches))
if (unknown.length > 0) {
  process.stderr.write(`no bench ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}\n`)
  process.exitCode = 2
} else {
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length === 0 || wanted.includes(name)) await bench()
  }
}
