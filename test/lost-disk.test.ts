import { generateKeyPairSync } from 'node:crypto'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSigner } from '../src/adapters/web/signer.ts'
import { startProgram, tamizdat } from './support/command-line.ts'
import { startNewsroom } from './support/newsroom.ts'

const secretOf = (name: string, file: string) => ({ kind: 'secret', name, file })

/** What a mirror's readers' listener answers, as a front would ask it. */
function ask(port: number, host: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { host }, agent: false }, response => {
      let body = ''
      response.setEncoding('utf8').on('data', chunk => (body += chunk))
      response.on('end', () => resolve(`${response.statusCode} ${body}`))
    })
      .on('error', reject)
      .end()
  })
}

test('a server that is killed and loses its disk is the same again from backup, keys and configuration', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tamizdat-disk-'))
  const newsroom = await startNewsroom({ firstMs: Date.now() - 3_600_000 })
  for (let n = 0; n < 5; n++) newsroom.publish()
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const { publicKey } = await createSigner(pem)
  const disk = join(folder, 'disk')
  const safe = join(folder, 'safe')
  const config = ['--config', join(disk, 'mirrors.config.ts')]
  const politeness = { delaySeconds: 0 }
  const written = {
    title: 'Lost',
    sources: [{ id: 'news', name: 'News', feeds: [newsroom.feedUrl], language: 'en', politeness }],
    channels: [{ id: 'public' }, { id: 'friends', kind: 'invite' }],
    mirrors: [{ host: 'a.example', state: 'live' }],
    signing: { key: secretOf('TEST_LOST_DISK_KEY', 'keys/signing.key') },
    limits: { allowPrivate: [newsroom.server.host] },
    server: { port: 0 },
    operator: { port: 0 },
  }
  await mkdir(join(disk, 'keys'), { recursive: true })
  await writeFile(join(disk, 'keys/signing.key'), pem)
  await writeFile(join(disk, 'mirrors.config.ts'), `export default ${JSON.stringify(written)}\n`)
  const serve = async () => {
    const program = startProgram(['serve', ...config])
    await program.prints('Operator:')
    const port = Number(/port (\d+)/.exec(program.printed())?.[1])
    return { program, port }
  }
  const read = async (port: number) => ({
    feed: await ask(port, 'a.example', '/feeds/all.json'),
    page: await ask(port, 'a.example', '/all.html'),
    text: await ask(port, 'a.example', `/a/${id}.txt`),
    signature: await ask(port, 'a.example', `/a/${id}.sig`),
  })

  await tamizdat(['pull', ...config])
  await tamizdat(['mirrors', 'add', 'closed.example.ch', '--channel', 'friends', ...config])
  const { secret } = JSON.parse((await tamizdat(['invite', 'friends', '--json', ...config])).output)
  const { output: address } = await tamizdat(['where', secret, ...config])
  const [{ id }] = JSON.parse((await tamizdat(['articles', 'list', '--json', ...config])).output)
  await tamizdat(['articles', 'correct', id, '--title', 'In our own words', ...config])
  const first = await serve()
  const before = await read(first.port)
  const backup = await tamizdat(['backup', join(safe, 'backup.ndjson'), ...config])
  await cp(join(disk, 'keys'), join(safe, 'keys'), { recursive: true })
  await cp(join(disk, 'mirrors.config.ts'), join(safe, 'mirrors.config.ts'))
  first.program.child.kill('SIGKILL')
  await first.program.ended
  await rm(disk, { recursive: true })

  await cp(join(safe, 'keys'), join(disk, 'keys'), { recursive: true })
  await cp(join(safe, 'mirrors.config.ts'), join(disk, 'mirrors.config.ts'))
  const restored = await tamizdat(['restore', join(safe, 'backup.ndjson'), ...config])
  const second = await serve()
  const after = await read(second.port)
  await writeFile(join(folder, 'article.txt'), after.text.replace(/^\d+ /, ''))
  await writeFile(join(folder, 'article.sig'), after.signature.replace(/^\d+ /, ''))
  const verified = await tamizdat(['verify', join(folder, 'article.sig'), '--key', publicKey, '--json'])
  second.program.child.kill('SIGTERM')
  const { exitCode } = await second.program.ended

  expect([backup, restored]).toMatchObject([
    { exitCode: 0, errors: '' },
    { exitCode: 0, errors: '' },
  ])
  expect(before.text).toMatch(/^200 .*In our own words/s)
  expect(after).toEqual(before)
  expect(verified).toMatchObject({ exitCode: 0, output: expect.stringContaining('"good"') })
  expect((await tamizdat(['where', secret, ...config])).output).toBe(address)
  expect((await tamizdat(['audit', ...config])).output).toContain(id)
  expect(exitCode).toBe(0)
  await newsroom.server.close()
  await rm(folder, { recursive: true })
}, 180_000)
