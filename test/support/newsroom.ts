import { type ScriptedServer, startScriptedServer } from './scripted-server.ts'

/** A newsroom on loopback that publishes one article after the other. */
export interface Newsroom {
  readonly server: ScriptedServer
  readonly feedUrl: string
  /** Publishes the next article; its number, from 1. */
  publish(): number
}

const sentence = 'The council heard the residents of the three valleys before it voted on the road.'

/** Starts a newsroom whose feed lists its newest articles, newest first, as real ones do. */
export async function startNewsroom(options: { firstMs: number; listed?: number }): Promise<Newsroom> {
  const { firstMs, listed = 10 } = options
  const server = await startScriptedServer()
  let count = 0

  function scriptFeed(): void {
    const numbers = Array.from({ length: Math.min(count, listed) }, (_, index) => count - index)
    const items = numbers.map(n => itemOf(server.origin, n, firstMs)).join('')
    server.script('/rss', {
      headers: { 'content-type': 'application/rss+xml', etag: `"feed-${count}"` },
      body: `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Valley News</title><link>${server.origin}/</link><description>News</description><language>en</language>${items}</channel></rss>`,
    })
  }
  scriptFeed()

  return {
    server,
    feedUrl: `${server.origin}/rss`,
    publish() {
      count++
      server.script(`/articles/${count}.html`, {
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: pageOf(count),
      })
      scriptFeed()
      return count
    },
  }
}

function itemOf(origin: string, n: number, firstMs: number): string {
  const date = new Date(firstMs + n * 60_000).toUTCString()
  return `<item><title>Article number ${n}</title><link>${origin}/articles/${n}.html</link><guid isPermaLink="false">tag:valley.example,2026:${n}</guid><pubDate>${date}</pubDate><description>What happened on day ${n}.</description></item>`
}

function pageOf(n: number): string {
  const paragraphs = Array.from(
    { length: 8 },
    (_, index) => `<p>Part ${index + 1} of article ${n}. ${sentence}</p>`,
  )
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Article number ${n} - Valley News</title></head>
<body><nav><a href="/">Home</a></nav><main><article><h1>Article number ${n}</h1>${paragraphs.join('\n')}</article></main><footer>All rights reserved</footer></body></html>`
}
