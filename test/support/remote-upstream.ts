import { readFileSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import type { SeedExpectation } from '../contracts/journey.ts'
import { rfcKey } from '../contracts/signer.ts'
import { openNodeReference, type StoreRows } from './node-reference.ts'
import { hashBodies, type ReferenceHashes } from './reference-archive.ts'
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    upstreamOrigin: string
    seed: { readonly page: string; readonly feed: string; readonly expected: SeedExpectation }
    referenceHashes: ReferenceHashes
    referenceStore: StoreRows
    referenceKey: string
  }
}

/** Where a test in workerd tells the upstream what to answer; in its body a list of answers, their bytes in base64. */
const scriptPath = '/.script'
/** Where it asks how often the upstream was asked. */
const countPath = '/.count'

interface WrittenAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly base64?: string
}

let server: ScriptedServer

/** An upstream on loopback for tests that run in workerd, which can start no server: they script it over HTTP. */
export async function setup(project: TestProject): Promise<void> {
  server = await startScriptedServer()
  server.script(scriptPath, (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const { path, answers }: { path: string; answers: readonly WrittenAnswer[] } = JSON.parse(
        Buffer.concat(chunks).toString(),
      )
      server.script(
        path,
        ...answers.map(({ base64 = '', ...rest }) => ({ ...rest, body: Buffer.from(base64, 'base64') })),
      )
      response.end()
    })
  })
  server.script(countPath, (_, response) => {
    response.end(String(server.requests.filter(({ path }) => !path.startsWith('/.')).length))
  })
  project.provide('upstreamOrigin', server.origin)
  const read = (name: string) => readFileSync(new URL(`../fixtures/seed/${name}`, import.meta.url), 'utf8')
  project.provide('seed', {
    page: read('rferl-belarus.html'),
    feed: read('rferl-feed.xml'),
    expected: JSON.parse(read('rferl-belarus.expected.json')),
  })
  const reference = await openNodeReference()
  project.provide('referenceHashes', await hashBodies(reference.ask))
  project.provide('referenceStore', reference.rows)
  project.provide('referenceKey', rfcKey)
}

export async function teardown(): Promise<void> {
  await server.close()
}
