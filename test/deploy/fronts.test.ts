import { execFileSync, spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeCertificateChain, openssl } from '../support/certificate-chain.ts'
import { missing } from '../support/needs.ts'
import { exchangeRaw } from '../support/raw-exchange.ts'
import { startServer, type TestServer } from '../support/runtime.ts'
import { sampleArticle, sampleNowMs } from '../support/sample-article.ts'

const host = 'a.example.net'
const deploy = resolve(import.meta.dirname, '../../deploy')

/** A front with our configuration, and the same program as a plain server of files. */
interface Front {
  readonly ours: number
  readonly closing: number
  readonly plain: number
  /** Ours, with nobody behind it. */
  readonly down: number
}

let folder: string
let server: TestServer
const stops: (() => Promise<void>)[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-front-'))
  // nginx reads the cover as another user.
  await chmod(folder, 0o755)
  await mkdir(join(folder, 'cover', host), { recursive: true })
  await writeFile(join(folder, 'cover', host, 'hello.txt'), 'a cover\n')
  const chain = await makeCertificateChain(host, 'ecdsa')
  await writeFile(join(folder, 'cert.pem'), chain.cert)
  await writeFile(join(folder, 'key.pem'), chain.key)
  server = await startServer({ title: 'News', mirrors: [{ host, state: 'live' }] })
  await server.runtime.archive.put(sampleArticle(1), { nowMs: sampleNowMs })
}, 60_000)

afterAll(async () => {
  for (const stop of stops) await stop()
  await server.stop()
  await rm(folder, { recursive: true })
})

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const each = createServer()
      return new Promise<typeof each>(done => each.listen(0, '127.0.0.1', () => done(each)))
    }),
  )
  const ports = servers.map(each => (each.address() as AddressInfo).port)
  await Promise.all(servers.map(each => new Promise(done => each.close(done))))
  return ports
}

async function start(program: string, words: readonly string[], ports: readonly number[]): Promise<void> {
  const child = spawn(program, words, {
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  })
  let said = ''
  child.stderr.on('data', chunk => (said += chunk))
  const ended = new Promise<void>(done => child.on('close', () => done()))
  stops.push(async () => {
    child.kill('SIGTERM')
    await ended
  })
  for (const port of ports)
    for (;;) {
      if (child.exitCode !== null) throw new Error(`${program} ended: ${said}`)
      const isUp = await exchangeRaw(port, host, 'GET /up HTTP/1.0\r\n\r\n').catch(() => null)
      if (isUp !== null) break
      await new Promise(done => setTimeout(done, 100))
    }
}

async function startNginx(): Promise<Front> {
  const [ours = 0, closing = 0, plain = 0, down = 0, nobody = 0, http = 0] = await freePorts(6)
  const read = (name: string) => readFile(join(deploy, 'nginx', name), 'utf8')
  const [global, block, inside] = await Promise.all(['tamizdat.conf', 'host.conf', 'mirror.conf'].map(read))
  const local = (text = '') =>
    text
      .replace(/\/etc\/letsencrypt\S+fullchain\.pem/, join(folder, 'cert.pem'))
      .replace(/\/etc\/letsencrypt\S+privkey\.pem/, join(folder, 'key.pem'))
      .replaceAll('/var/www/cover', join(folder, 'cover'))
      .replaceAll('/etc/nginx/mirrors', join(folder, 'mirrors'))
      .replace(/^.*\[::\]:.*\n/gm, '')
  await mkdir(join(folder, 'mirrors'))
  await mkdir(join(folder, 'snippets'))
  const put = async (name: string, port: number, behind: number, change = (text: string) => text) => {
    const within = local(inside).replace('127.0.0.1:8080', `127.0.0.1:${behind}`)
    await writeFile(join(folder, `snippets/${name}.conf`), change(within))
    const server = local(block)
      .replace('listen 443', `listen 127.0.0.1:${port}`)
      .replace('snippets/tamizdat-mirror', `snippets/${name}`)
    await writeFile(join(folder, `mirrors/${name}.conf`), server)
  }
  await put('ours', ours, server.serving.port)
  await put('closing', closing, server.serving.port, text => text.replace('# keepalive_', 'keepalive_'))
  await put('down', down, nobody)
  const around = local(global)
    .replaceAll('listen 80', `listen 127.0.0.1:${http}`)
    .replaceAll('listen 443', `listen 127.0.0.1:${ours}`)
  const config = `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/start.log; events {}
http { ${around}
server { listen 127.0.0.1:${plain} ssl; server_name ${host}; ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem; root ${folder}/cover/${host}; } }`
  await writeFile(join(folder, 'nginx.conf'), config)
  await start('/usr/sbin/nginx', ['-c', join(folder, 'nginx.conf')], [ours, closing, plain, down])
  return { ours, closing, plain, down }
}

async function startCaddy(): Promise<Front> {
  const [ours = 0, closing = 0, plain = 0, down = 0, nobody = 0, http = 0] = await freePorts(6)
  const written = await readFile(join(deploy, 'caddy/Caddyfile'), 'utf8')
  const tls = `tls ${folder}/cert.pem ${folder}/key.pem`
  const snippets = written
    .slice(0, written.indexOf('# A file for each host'))
    .replace(/^\{/m, `{\n\tadmin off\n\thttp_port ${http}\n\tauto_https disable_redirects\n`)
    .replaceAll('/var/www/cover', join(folder, 'cover'))
    .replace('127.0.0.1:8080', `127.0.0.1:${server.serving.port}`)
  const broken = snippets
    .slice(snippets.indexOf('(mirror)'), snippets.indexOf('# Makes every answer'))
    .replace('(mirror)', '(broken)')
    .replace(String(server.serving.port), String(nobody))
  const config = `${snippets}${broken}
https://${host}:${ours} {\n${tls}\nimport mirror\n}
https://${host}:${closing} {\n${tls}\nimport closing\nimport mirror\n}
https://${host}:${down} {\n${tls}\nimport broken\n}
https://${host}:${plain} {\n${tls}\nroot * ${folder}/cover/${host}\nfile_server\n}\n`
  await writeFile(join(folder, 'Caddyfile'), config)
  const words = ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')]
  await start('/usr/bin/caddy', words, [ours, closing, plain, down])
  return { ours, closing, plain, down }
}

const end = 'Connection: close\r\n\r\n'
const strangers = [
  { name: 'an unknown path', request: `GET /nothing HTTP/1.1\r\nHost: ${host}\r\n${end}` },
  { name: 'an unknown feed', request: `GET /feeds/none.rss HTTP/1.1\r\nHost: ${host}\r\n${end}` },
  { name: 'HEAD', request: `HEAD /nothing HTTP/1.1\r\nHost: ${host}\r\n${end}` },
  { name: 'another host', request: `GET /nothing HTTP/1.1\r\nHost: b.example.net\r\n${end}` },
  { name: 'no host', request: `GET /nothing HTTP/1.1\r\n${end}` },
  { name: 'HTTP/1.0', request: `GET /nothing HTTP/1.0\r\nHost: ${host}\r\n\r\n` },
  { name: 'POST', request: `POST /nothing HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 2\r\n${end}hi` },
  { name: 'PUT', request: `PUT /nothing HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 2\r\n${end}hi` },
  { name: 'OPTIONS', request: `OPTIONS /nothing HTTP/1.1\r\nHost: ${host}\r\n${end}` },
  { name: 'an invented method', request: `BREW /nothing HTTP/1.1\r\nHost: ${host}\r\n${end}` },
  { name: 'what is no request', request: 'what is this\r\n\r\n' },
  { name: 'a very long address', request: `GET /${'x'.repeat(9_000)} HTTP/1.1\r\nHost: ${host}\r\n${end}` },
  { name: 'a way up', request: `GET /a/../../etc/passwd HTTP/1.1\r\nHost: ${host}\r\n${end}` },
  {
    name: 'conditions and codings',
    request: `GET /nothing HTTP/1.1\r\nHost: ${host}\r\nAccept-Encoding: gzip, br\r\nIf-None-Match: "x"\r\n${end}`,
  },
]

const fronts = [
  { program: 'nginx', need: missing('/usr/sbin/nginx', 'nginx'), start: startNginx },
  { program: 'caddy', need: missing('/usr/bin/caddy', 'caddy'), start: startCaddy },
]

describe.for(fronts)('before $program', ({ program, need, start: startFront }) => {
  let front: Front
  beforeAll(async () => {
    if (!need.skip && !openssl.skip) front = await startFront()
  }, 60_000)
  const skip = need.skip || openssl.skip

  test.skipIf(skip).for(strangers)(
    `$name is answered byte for byte as by a plain server${need.note}`,
    async ({ request }) => {
      const ours = await exchangeRaw(front.ours, host, request)

      expect(ours).toBe(await exchangeRaw(front.plain, host, request))
      expect(ours).not.toBe('')
    },
  )

  test.skipIf(skip)(`a reader gets the page${need.note}`, async () => {
    const page = await exchangeRaw(front.ours, host, `GET / HTTP/1.1\r\nHost: ${host}\r\n${end}`)

    expect(page).toMatch(/^HTTP\/1\.1 200 /)
    expect(page).toMatch(/^content-security-policy: default-src 'none'/im)
    expect(page).toContain(sampleArticle(1).identity.articleId)
  })

  test.skipIf(skip)(`nobody behind it looks to strangers like nothing there${need.note}`, async () => {
    const request = `GET / HTTP/1.1\r\nHost: ${host}\r\n${end}`
    const plain = await exchangeRaw(front.plain, host, request.replace('/ ', '/nothing '))

    expect(await exchangeRaw(front.down, host, request.replace('/ ', '/nothing '))).toBe(plain)
  })

  test.skipIf(skip)(`a cover is given to strangers by the front itself${need.note}`, async () => {
    const request = `GET /hello.txt HTTP/1.1\r\nHost: ${host}\r\n${end}`
    const cover = await exchangeRaw(front.ours, host, request)

    expect(cover).toContain('a cover')
    expect(cover).toBe(await exchangeRaw(front.plain, host, request))
  })

  test.skipIf(skip)(`a closing front ends the connection after each answer${need.note}`, async () => {
    const page = await exchangeRaw(front.closing, host, `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`)

    expect(page).toMatch(/^HTTP\/1\.1 200 /)
    expect(page).toMatch(/^connection: close/im)
  })

  test.skipIf(skip)(`who asks for no name of ours is shown no certificate${need.note}`, async () => {
    for (const name of ['', 'b.example.net'])
      await expect(exchangeRaw(front.ours, name, `GET / HTTP/1.1\r\n${end}`)).rejects.toThrow(
        /alert|handshake/,
      )
  })

  test.skipIf(skip)(`nothing of a request is written down${need.note}`, async () => {
    const secret = `secret-${program}`
    await exchangeRaw(front.ours, host, `GET /${secret} HTTP/1.1\r\nHost: ${host}\r\n${end}`)
    const found = execFileSync('/bin/sh', ['-c', 'grep -rl "$1" "$2" || true', 'sh', secret, folder])

    expect(found.toString()).toBe('')
  })
})

const caddy = missing('/usr/bin/caddy', 'caddy')

test.skipIf(caddy.skip)(
  `the lines for frozen connections leave Caddy HTTP/1.1 alone${caddy.note}`,
  async () => {
    const written = await readFile(join(deploy, 'caddy/Caddyfile'), 'utf8')
    const taken = written.replace(/^\t# (servers \{|\tprotocols h1|\})$/gm, '\t$1')
    await mkdir(join(folder, 'frozen/mirrors'), { recursive: true })
    await writeFile(join(folder, 'frozen/Caddyfile'), taken)
    const block = `https://${host} {\n\timport closing\n\timport mirror\n}\n`
    await writeFile(join(folder, 'frozen/mirrors', `${host}.caddy`), block)
    const words = ['adapt', '--adapter', 'caddyfile', '--config', join(folder, 'frozen/Caddyfile')]
    const adapted = execFileSync('/usr/bin/caddy', words, { stdio: ['ignore', 'pipe', 'ignore'] }).toString()

    expect(Object.values(JSON.parse(adapted).apps.http.servers)).toMatchObject([{ protocols: ['h1'] }])
    expect(adapted).toContain('"Connection":["close"]')
  },
)
