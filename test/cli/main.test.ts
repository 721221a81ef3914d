import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startProgram } from '../support/command-line.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-main-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe.concurrent('the program', () => {
  test('answers a batch line while more input is still to come', async () => {
    const { child, prints, ended } = startProgram(['parse', '--batch'])

    child.stdin.write('{"id":1}\n')
    await prints('{"id":1,')
    child.stdin.end()

    expect(await ended).toMatchObject({
      exitCode: 0,
      output: expect.stringMatching(/^\{"id":1,"error":.*\}\n$/),
    })
  })

  test('ends with 0 and without a word when nobody reads its output any more', async () => {
    const { child, ended } = startProgram(['parse', '--batch'])
    child.stdin.on('error', () => undefined)

    child.stdout.destroy()
    child.stdin.write('{"id":1}\n'.repeat(100_000))

    expect(await ended).toMatchObject({ exitCode: 0, errors: '' })
  })

  test('stops with 130 on Ctrl-C, though it waits for input', async () => {
    const { child, prints, ended } = startProgram(['parse', '--batch'])

    child.stdin.write('{"id":1}\n')
    await prints('{"id":1,')
    child.kill('SIGINT')

    expect(await ended).toMatchObject({ exitCode: 130, errors: expect.stringContaining('interrupted') })
  })

  test.each(['SIGINT', 'SIGTERM'] as const)('serves until %s and ends with 0', async signal => {
    const file = join(folder, `${signal}.config.ts`)
    const written = {
      title: 'T',
      mirrors: [{ host: 'a.example', state: 'live' }],
      store: { file: `${signal}.db` },
    }
    await writeFile(file, `export default ${JSON.stringify(written)}\n`)
    const { child, prints, ended } = startProgram([
      'serve',
      '--config',
      file,
      '--port',
      '0',
      '--admin-port',
      '0',
    ])

    await prints('Operator:')
    child.kill(signal)

    expect(await ended).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('https://a.example/\n'),
    })
  })
})
