import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createDeskFetch } from '../src/adapters/node/desk-fetch.ts'
import { openSqlite } from '../src/adapters/node/sqlite.ts'
import { createSqlStore } from '../src/adapters/sql/store.ts'
import { parseConfig } from '../src/config/parse-config.ts'
import { hashHex } from '../src/core/digest.ts'
import { openNode } from '../src/node.ts'
import { type LocalEdge, startEdge } from '../src/start-edge.ts'
import { rfcKey } from './contracts/signer.ts'
import { tamizdat } from './support/command-line.ts'
import { fillReference, referencePaths } from './support/reference-archive.ts'
import { sampleArticle } from './support/sample-article.ts'

// An archive on its way: a machine's SQLite → D1 in workerd → a new file on a machine. Real commands, real HTTP.

const token = 'a-token-of-some-length'
const desk = 'desk.localhost'
const hosts = ['a.localhost', 'b.localhost']
const reveal = ({ name }: { name: string }) => (name === 'SIGNING_KEY' ? rfcKey : token)
const get = createDeskFetch()

let folder: string
let edge: LocalEdge
let written: Record<string, unknown>
let deskAddress: string
let edgePort: number
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-move-'))
  edgePort = await freePort()
  deskAddress = `http://${desk}:${edgePort}`
  written = {
    title: 'Зеркало',
    mirrors: [
      { host: 'a.localhost', state: 'live' },
      { host: 'b.localhost', state: 'live' },
      { host: 'c.localhost' },
    ],
    channels: [{ id: 'public' }, { id: 'friends', kind: 'invite' }],
    signing: { key: { kind: 'secret', name: 'SIGNING_KEY' } },
    operator: { token: { kind: 'secret', name: 'TOKEN' }, port: 0 },
    server: { publicScheme: 'http', publicPort: edgePort, port: 0 },
    edge: { plan: 'paid', operatorHost: desk },
  }
  vi.stubEnv('TAMIZDAT_OPERATOR_TOKEN', token)
  await fillFirst()
  edge = await startEdge({
    folder,
    written,
    secrets: { SIGNING_KEY: rfcKey, TOKEN: token },
    port: edgePort,
    isQuiet: true,
  })
}, 120_000)
afterAll(async () => {
  vi.unstubAllEnvs()
  await edge?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Everything that an archive can hold: articles with their revisions, mirrors, a group with an invite, logs. */
async function fillFirst(): Promise<void> {
  const runtime = await openNode(configOf('first.db'), { log: { write: () => undefined } })
  await fillReference(runtime.archive)
  await runtime.measurementLog.record([
    {
      ...{ atMs: 1_780_000_000_000, host: 'a.localhost', vantageId: 'here', region: null, class: 'ok' },
      ...{ bytes: 4_000, note: 'ё', facts: { addresses: ['192.0.2.1'], certificate: null, nameServers: [] } },
    },
  ])
  await runtime.close()
  const config = at('first.config.ts')
  await writeFile(
    config,
    `export default ${JSON.stringify({ ...written, signing: undefined, operator: undefined, store: { file: 'first.db' } })}\n`,
  )
  for (const words of [
    ['mirrors', 'add', 'closed.example', '--channel', 'friends', '--expires', '2030-01-01'],
    ['invite', 'friends'],
    ['articles', 'pin', sampleArticle(4).identity.articleId],
    ['rotate', '--from', 'a.localhost'],
  ])
    expect(await tamizdat([...words, '--config', config])).toMatchObject({ exitCode: 0 })
}

function configOf(file: string) {
  return parseConfig({ ...written, store: { file: at(file) } }, reveal)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

/** What readers are sent, but for the manifest, which is dated when it is asked for. */
async function readersBytes(port: number): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {}
  for (const host of hosts)
    for (const path of referencePaths.filter(each => each !== '/mirrors.json')) {
      const response = await get(`http://${host}:${port}${path}`)
      hashes[`${host} ${path}`] = `${response.status} ${hashHex(await response.text())}`
    }
  return hashes
}

/** What a machine sends to readers of a file. */
async function served(file: string): Promise<Record<string, string>> {
  const runtime = await openNode(configOf(file), { log: { write: () => undefined } })
  const stopping = new AbortController()
  const serving = await runtime.serve({ signal: stopping.signal })
  const hashes = await readersBytes(serving.port)
  stopping.abort()
  await serving.stopped
  await runtime.close()
  return hashes
}

/** Every row of every table that says something of the archive, in an order of its own. */
async function rowsOf(file: string): Promise<Record<string, readonly string[]>> {
  const store = createSqlStore(await openSqlite(at(file)))
  const tables: Record<string, readonly string[]> = {}
  for (const table of await store.tables()) {
    const rows: string[] = []
    for (let page = await store.read(table, 0); page.length > 0; page = await store.read(table, rows.length))
      rows.push(...page.map(row => JSON.stringify(row)))
    tables[table] = rows.toSorted()
  }
  await store.close()
  return tables
}

test('an archive goes to a Worker that has begun to work, and comes back the same, row by row', async () => {
  await edge.tick()

  const refused = await tamizdat(['move', '--from', at('first.db'), '--to', deskAddress])
  expect(refused).toMatchObject({ exitCode: 1, errors: expect.stringContaining('--replace') })
  const there = await tamizdat(['move', '--from', at('first.db'), '--to', deskAddress, '--replace', '--json'])
  const back = await tamizdat(['move', '--from', deskAddress, '--to', at('back.db'), '--json'])

  expect([there.errors, back.errors]).toEqual(['', ''])
  const [one, other] = [JSON.parse(there.output), JSON.parse(back.output)]
  expect(one.rows).toMatchObject({ articles: 61, revisions: 62, invites: 1, audit: 5, measurements: 1 })
  expect(other.hash).toBe(one.hash)
  const [first, second] = [await rowsOf('first.db'), await rowsOf('back.db')]
  expect(Object.keys(second)).toEqual(Object.keys(first))
  for (const table of Object.keys(first)) expect(second[table], table).toEqual(first[table])
}, 120_000)

test('readers are sent the same bytes by the machine, by the Worker, and by the next machine', async () => {
  const first = await served('first.db')
  // What isolates remember of before the move is as old as this by now.
  await vi.waitFor(async () => expect(await readersBytes(edgePort)).toEqual(first), {
    timeout: 90_000,
    interval: 5_000,
  })

  expect(Object.values(first).filter(each => each.startsWith('200')).length).toBeGreaterThan(60)
  expect(await served('back.db')).toEqual(first)
}, 150_000)

test('what was changed at the Worker comes back with the archive', async () => {
  const gone = sampleArticle(5).identity.articleId
  const post = (path: string, body: object) =>
    get(`${deskAddress}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    })
  expect((await post(`/articles/${gone}/withdraw`, { reason: 'by hand' })).status).toBe(200)
  await tamizdat(['mirrors', 'add', 'new.example', '--edge', deskAddress])
  const invited = await tamizdat(['invite', 'friends', '--edge', deskAddress, '--json'])
  const { secret, address } = JSON.parse(invited.output)

  const back = await tamizdat(['move', '--from', deskAddress, '--to', at('changed.db')])

  expect(back).toMatchObject({ exitCode: 0, errors: '' })
  const runtime = await openNode(configOf('changed.db'), { log: { write: () => undefined } })
  expect((await runtime.archive.find(gone))?.withdrawn).toMatchObject({ reason: 'by hand' })
  expect(await runtime.archive.faults()).toEqual([])
  expect(await runtime.archive.search([['заголовок']], 100)).toHaveLength(59)
  expect((await runtime.mirrorLog.list()).map(each => each.host)).toContain('new.example')
  expect((await runtime.auditLog.list({ limit: 3 })).map(line => line.action)).toEqual([
    'invite-made',
    'mirror-added',
    'article-withdrawn',
  ])
  const config = at('changed.config.ts')
  await writeFile(
    config,
    `export default ${JSON.stringify({ ...written, signing: undefined, operator: undefined, store: { file: 'changed.db' } })}\n`,
  )
  await runtime.close()
  expect((await tamizdat(['where', secret, '--config', config])).output).toBe(`${address}\n`)
}, 120_000)

test('a Worker is let go again after a move, whether it went well or not', async () => {
  const held = await get(`${deskAddress}/api/v1/store`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
    body: '{}',
  })

  expect([held.status, await held.json()]).toMatchObject([
    400,
    { message: 'only an archive that is held is emptied' },
  ])
})
