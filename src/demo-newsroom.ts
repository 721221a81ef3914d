import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'

const seed = new URL('../test/fixtures/seed/', import.meta.url)
export const articlePath = '/a/nato-chief-jens-stoltenberg-belarus-russia/31293164.html'
export const feedPath = '/api/'

/** The newsroom's own server; its feed leads to the copy of the page and not to the real one. */
export async function serveUpstream(): Promise<Server> {
  const page = await readFile(new URL('rferl-belarus.html', seed))
  const feed = await readFile(new URL('rferl-feed.xml', seed), 'utf8')
  const server = createServer(({ url, headers }, response) => {
    if (url === articlePath) {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(page)
    } else if (url === feedPath) {
      const link = `<link>http://${headers.host}${articlePath}</link>`
      response.setHeader('content-type', 'application/rss+xml; charset=utf-8')
      response.end(feed.replace(/<link>[^<]*\.html<\/link>/, link))
    } else {
      response.writeHead(404).end()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}
