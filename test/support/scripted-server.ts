import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What one path answers: a fixed answer, or a function that writes one as slowly or as oddly as it likes. */
type ScriptedAnswer =
  | {
      readonly status?: number
      readonly headers?: Readonly<Record<string, string | string[]>>
      readonly body?: string | Uint8Array
    }
  | ((request: IncomingMessage, response: ServerResponse) => void)

interface RecordedRequest {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: readonly string[]
}

/** An HTTP server on loopback that plays an upstream. */
export interface ScriptedServer {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string
  /** `127.0.0.1:PORT`, for `limits.allowPrivate`. */
  readonly host: string
  readonly port: number
  readonly requests: readonly RecordedRequest[]
  /** Of several answers each is given once, the last one ever after. A path without a script answers 404. */
  script(path: string, ...answers: ScriptedAnswer[]): void
  /** Connections that are open now. */
  connections(): Promise<number>
  close(): Promise<void>
}

/** Starts a scripted server; a fixed 200 whose ETag or Last-Modified the request brings along becomes a 304. */
export async function startScriptedServer(host = '127.0.0.1', fixedPort = 0): Promise<ScriptedServer> {
  const scripts = new Map<string, ScriptedAnswer[]>()
  const requests: RecordedRequest[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    requests.push({ path, headers: request.headers, rawHeaders: request.rawHeaders })
    const script = scripts.get(path) ?? [{ status: 404 }]
    const answer = (script.length > 1 ? script.shift() : script[0]) ?? { status: 404 }
    if (typeof answer === 'function') answer(request, response)
    else answerFixed(answer, request, response)
  })
  await new Promise<void>(resolve => server.listen(fixedPort, host, resolve))
  const { port } = server.address() as AddressInfo
  const hostAndPort = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`

  return {
    origin: `http://${hostAndPort}`,
    host: hostAndPort,
    port,
    requests,
    script: (path, ...answers) => void scripts.set(path, answers),
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answerFixed(
  { status = 200, headers = {}, body = '' }: Exclude<ScriptedAnswer, (...args: never) => unknown>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const asked = request.headers['if-none-match'] ?? request.headers['if-modified-since']
  const known = request.headers['if-none-match'] ? headers['etag'] : headers['last-modified']
  const isKnown = status === 200 && asked !== undefined && asked === known
  response.writeHead(isKnown ? 304 : status, { ...headers })
  response.end(isKnown ? undefined : body)
}
