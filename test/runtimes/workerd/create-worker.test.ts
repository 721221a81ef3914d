import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { createWorker } from '../../../src/create-worker.ts'
import { rfcKey } from '../../contracts/signer.ts'

test('a configuration that is invalid keeps the Worker from starting, and says why', () => {
  expect(() => createWorker({ title: 'Mirror', mirors: [] })).toThrow(/mirors/)
})

test('a secret that is not bound is named with the first request, and may be bound later', async () => {
  const worker = createWorker({
    title: 'Mirror',
    mirrors: [{ host: 'secret.example', state: 'live' }],
    signing: { key: { kind: 'secret', name: 'NO_SUCH_KEY' } },
  })
  const ask = (secrets: object) =>
    worker.fetch(new Request('https://secret.example/'), { ...env, ...secrets }, { waitUntil() {} })

  await expect(ask({})).rejects.toThrow('the secret NO_SUCH_KEY is not bound')
  expect((await ask({ NO_SUCH_KEY: rfcKey })).status).toBe(200)
})
