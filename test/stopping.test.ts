import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseConfig } from '../src/config/parse-config.ts'
import { openNode } from '../src/node.ts'
import { fillReference } from './support/reference-archive.ts'

test('a server that is stopped while it still writes ahead ends well, and nothing is rejected unseen', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tamizdat-stopping-'))
  const unseen: unknown[] = []
  const note = (reason: unknown) => unseen.push(reason)
  process.on('unhandledRejection', note)
  const config = parseConfig(
    { title: 'T', server: { port: 0 }, operator: { port: 0 }, store: { file: join(folder, 'archive.db') } },
    () => '',
  )
  const runtime = await openNode(config, { log: { write: () => undefined } })
  await fillReference(runtime.archive)
  const stopping = new AbortController()

  const serving = await runtime.serve({ signal: stopping.signal })
  // A question that is not finished makes the listeners take their time.
  const slow = connect(serving.port, '127.0.0.1')
  await new Promise(resolve => slow.write('GET / HTTP/1.1\r\n', resolve))
  setTimeout(() => slow.destroy(), 500)
  stopping.abort()
  await serving.stopped
  await new Promise(resolve => setImmediate(resolve))

  expect(unseen).toEqual([])
  process.off('unhandledRejection', note)
  await runtime.close()
  await rm(folder, { recursive: true })
})
