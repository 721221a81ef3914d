import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Many newsrooms on loopback, each on a port of its own, that make up their articles as they are asked for. */
export interface Newsrooms {
  /** `127.0.0.1:PORT` of each, for `limits.allowPrivate`. */
  readonly hosts: readonly string[]
  /** Each newsroom publishes so many more articles. */
  publish(count: number): void
  /** How many articles each newsroom has published. */
  published(): number
  /** The numbers of the articles whose pages a newsroom was asked for, in order, since the last call. */
  takeAsked(newsroom: number): readonly number[]
  /** Resolves when the next request comes in. */
  nextRequest(): Promise<void>
  close(): Promise<void>
}

export interface NewsroomsOptions {
  readonly count: number
  /** When article 1 was published; the next follow by the minute. */
  readonly firstMs: number
  /** Articles that a feed lists. */
  readonly listed: number
  /** The page of an article. */
  readonly page: (newsroom: number, article: number) => string | Uint8Array
}

export async function startNewsrooms(options: NewsroomsOptions): Promise<Newsrooms> {
  const { count, page } = options
  const asked: number[][] = Array.from({ length: count }, () => [])
  let published = 0
  let waiting: (() => void)[] = []

  const servers = await Promise.all(
    Array.from({ length: count }, (_, newsroom) =>
      listen(
        createServer((request, response) => {
          for (const resolve of waiting.splice(0)) resolve()
          const article = Number(/^\/(\d+)\.html$/.exec(request.url ?? '')?.[1])
          if (article >= 1 && article <= published) {
            asked[newsroom]?.push(article)
            response.setHeader('content-type', 'text/html; charset=utf-8').end(page(newsroom, article))
          } else if (request.url === '/rss') {
            response.setHeader('content-type', 'application/rss+xml; charset=utf-8')
            response.end(writeFeed(`http://${request.headers.host}`, newsroom, published, options))
          } else response.writeHead(404).end()
        }),
      ),
    ),
  )
  return {
    hosts: servers.map(server => `127.0.0.1:${(server.address() as AddressInfo).port}`),
    publish(more) {
      published += more
    },
    published: () => published,
    takeAsked: newsroom => asked[newsroom]?.splice(0) ?? [],
    nextRequest: () => new Promise(resolve => waiting.push(resolve)),
    async close() {
      waiting = []
      await Promise.all(servers.map(closeServer))
    },
  }
}

/** What the article is called, and known by. */
export function titleOf(newsroom: number, article: number): string {
  return `Report ${newsroom}-${article}`
}

const sentence = 'The council heard the residents of the three valleys before it voted on the road.'

/** A small page of an article. */
export function smallPage(newsroom: number, article: number): string {
  const title = titleOf(newsroom, article)
  const paragraphs = Array.from({ length: 6 }, (_, part) => `<p>Part ${part} of ${title}. ${sentence}</p>`)
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><main><article><h1>${title}</h1>${paragraphs.join('')}</article></main></body></html>`
}

function writeFeed(
  origin: string,
  newsroom: number,
  published: number,
  { listed, firstMs }: NewsroomsOptions,
): string {
  const items = Array.from({ length: Math.min(listed, published) }, (_, index) => {
    const article = published - index
    const date = new Date(firstMs + article * 60_000).toUTCString()
    return `<item><title>${titleOf(newsroom, article)}</title><link>${origin}/${article}.html</link><guid isPermaLink="false">tag:newsroom.example,2026:${newsroom}/${article}</guid><pubDate>${date}</pubDate><description>In short.</description></item>`
  })
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Newsroom ${newsroom}</title><link>${origin}/</link><description>News</description><language>en</language>${items.join('')}</channel></rss>`
}

async function listen(server: Server): Promise<Server> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return server
}

function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
