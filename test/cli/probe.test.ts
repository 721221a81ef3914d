import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tamizdat } from '../support/command-line.ts'
import { startServer, type TestServer } from '../support/runtime.ts'

let folder: string
let file: string
let server: TestServer

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise(resolve => probe.close(resolve))
  return port
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-probe-'))
  file = join(folder, 'mirrors.config.ts')
  const port = await freePort()
  const config = {
    title: 'News on a mirror',
    mirrors: [{ host: 'a.localhost', state: 'live' as const }, { host: 'b.localhost' }],
    server: { port, publicScheme: 'http' as const, publicPort: port },
    store: { file: join(folder, 'archive.db') },
    limits: { allowPrivate: [`127.0.0.1:${port}`] },
    vantagePoints: [{ id: 'minsk', region: 'BY' }],
  }
  await writeFile(file, `export default ${JSON.stringify(config)}`)
  server = await startServer(config)
})

afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

describe('probing', () => {
  test('is begun by the server itself', async () => {
    const { measurementLog } = server.runtime
    const measured = () => measurementLog.list({ sinceMs: 0 })

    await expect.poll(async () => (await measured()).length, { timeout: 20_000 }).toBeGreaterThanOrEqual(2)
    expect((await measured()).slice(0, 2).map(each => [each.vantageId, each.class])).toEqual([
      ['minsk', 'ok'],
      ['here', 'ok'],
    ])
  })

  test('by hand prints what was seen from where, and how each host stands', async () => {
    const { exitCode, output } = await tamizdat(['probe', '--config', file])

    expect(exitCode).toBe(0)
    expect(output).toMatch(/^a\.localhost +minsk +BY +ok +\d{5} +–$/m)
    expect(output).toMatch(/^a\.localhost +here +– +ok +\d{5} +–$/m)
    expect(output).toMatch(/^a\.localhost +BY +reached +0 % +\d+ +–$/m)
    expect(output).not.toContain('b.localhost')
  })

  test('prints the same facts as JSON', async () => {
    const { output } = await tamizdat(['probe', 'a.localhost', '--json', '--config', file])

    const facts = JSON.parse(output)
    expect(facts.measurements[0]).toMatchObject({ host: 'a.localhost', vantageId: 'minsk', class: 'ok' })
    expect(facts.verdicts[0]).toMatchObject({ host: 'a.localhost', region: 'BY', status: 'reached' })
  })

  test.each([
    {
      name: 'an unknown host',
      host: 'nobody.example',
      exitCode: 1,
      says: /there is no mirror nobody\.example/,
    },
    { name: 'a standby', host: 'b.localhost', exitCode: 1, says: /nobody is to be told of it/ },
    { name: 'an address', host: 'https://a.localhost/', exitCode: 2, says: /Allowed: host names alone/ },
  ])('refuses $name', async ({ host, exitCode, says }) => {
    const printed = await tamizdat(['probe', host, '--config', file])

    expect(printed.exitCode).toBe(exitCode)
    expect(printed.errors).toMatch(says)
  })
})
