import { createServer } from 'node:http'

const o = 'http://127.0.0.1:18090'
const item = n =>
  `<item><title>Article number ${n}</title><link>${o}/articles/${n}.html</link><guid isPermaLink="false">tag:valley,2026:${n}</guid><pubDate>${new Date(Date.now() - n * 3600e3).toUTCString()}</pubDate><description>What happened on day ${n}.</description></item>`
const s = 'The council heard the residents of the three valleys before it voted on the road.'
createServer((q, r) => {
  if (q.url === '/') {
    r.setHeader('content-type', 'text/html; charset=utf-8')
    r.end(
      `<html lang="en"><head><title>Valley News | latest</title><link rel="alternate" type="application/rss+xml" title="All" href="/rss"></head><body><a href="/world/rss">World</a></body></html>`,
    )
  } else if (q.url === '/rss') {
    r.setHeader('content-type', 'application/rss+xml')
    r.end(
      `<rss version="2.0"><channel><title>Valley News</title><link>${o}/</link><description>News</description><language>en</language>${[1, 2, 3, 4, 5, 6].map(item).join('')}</channel></rss>`,
    )
  } else if (q.url.startsWith('/articles/')) {
    const n = /\d+/.exec(q.url)[0]
    r.setHeader('content-type', 'text/html; charset=utf-8')
    r.end(
      `<!doctype html><html lang="en"><head><title>Article number ${n} - Valley News</title></head><body><main><article><h1>Article number ${n}</h1>${[...Array(8).keys()].map(i => `<p>Part ${i + 1} of article ${n}. ${s}</p>`).join('')}</article></main></body></html>`,
    )
  } else {
    r.statusCode = 404
    r.end('no')
  }
}).listen(18090, '127.0.0.1')
