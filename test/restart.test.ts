import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSqlite } from '../src/adapters/node/sqlite.ts'
import { createSqlNoticeLog } from '../src/adapters/sql/notice-log.ts'
import { createSqlWorkLog } from '../src/adapters/sql/work-log.ts'
import { hubMark } from '../src/operations/hub-teller.ts'
import { startProgram } from './support/command-line.ts'
import { startNewsroom } from './support/newsroom.ts'
import { startScriptedServer } from './support/scripted-server.ts'

/** Waits for what another process brings about; the test's own time limit ends it. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise(done => setTimeout(done, 50))
}

test('a server that is killed forgets neither a notice nor a ping that waits, and repeats none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tamizdat-restart-'))
  const newsroom = await startNewsroom({ firstMs: Date.now() - 3_600_000 })
  newsroom.publish()
  const outside = await startScriptedServer()
  const asked = { hub: 0, webhook: 0 }
  let isDown = true
  const answer = (name: 'hub' | 'webhook') => (request: IncomingMessage, response: ServerResponse) => {
    asked[name]++
    request.resume().on('end', () => response.writeHead(isDown ? 503 : 204).end())
  }
  outside.script('/hub', answer('hub'))
  outside.script('/webhook', answer('webhook'))
  const store = join(folder, 'archive.db')
  const config = join(folder, 'mirrors.config.ts')
  await writeFile(join(folder, 'webhook.url'), `${outside.origin}/webhook`)
  const written = {
    title: 'Restarted',
    sources: [
      {
        id: 'news',
        name: 'Valley News',
        feeds: [newsroom.feedUrl],
        language: 'en',
        politeness: { delaySeconds: 0 },
      },
    ],
    // No standby: that is told at once.
    mirrors: [{ host: 'a.example', state: 'live' }],
    aggregators: { host: 'feeds.example', hub: `${outside.origin}/hub` },
    notices: { webhook: { kind: 'secret', name: 'TEST_RESTART_WEBHOOK', file: 'webhook.url' } },
    limits: { allowPrivate: [newsroom.server.host, outside.host] },
    server: { port: 0 },
    operator: { port: 0 },
    store: { file: store },
  }
  await writeFile(config, `export default ${JSON.stringify(written)}\n`)
  const serve = () => startProgram(['serve', '--config', config])
  const kill = async ({ child, ended }: ReturnType<typeof serve>) => {
    child.kill('SIGKILL')
    await ended
  }
  const isWrittenDown = async () => {
    const database = await openSqlite(store)
    const told = await createSqlNoticeLog(database).told('webhook')
    const mark = await createSqlWorkLog(database).readMark(hubMark)
    await database.close()
    return told !== null && mark > 0
  }

  const first = serve()
  await until(() => asked.hub > 0 && asked.webhook > 0)
  await kill(first)
  expect(await isWrittenDown()).toBe(false)
  isDown = false
  const before = { ...asked }
  const second = serve()
  await until(isWrittenDown)
  await kill(second)
  const after = { ...asked }
  const third = serve()
  await until(() => third.seen().includes('editions-published'))
  // The first look comes right after that.
  await new Promise(done => setTimeout(done, 2_000))
  third.child.kill('SIGTERM')
  const { exitCode } = await third.ended

  expect(after.hub).toBeGreaterThan(before.hub)
  expect(after.webhook).toBe(before.webhook + 1)
  expect(exitCode).toBe(0)
  expect(asked).toEqual(after)
  await newsroom.server.close()
  await outside.close()
  await rm(folder, { recursive: true })
}, 180_000)
