import type { ScriptedServer } from './scripted-server.ts'
import { startScriptedServer } from './scripted-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    upstreamOrigin: string
  }
}

/** Where a test in workerd tells the upstream what to answer; in its body a list of answers, their bytes in base64. */
export const scriptPath = '/.script'

interface WrittenAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly base64?: string
}

let server: ScriptedServer

/** An upstream on loopback for tests that run in workerd, which can start no server: they script it over HTTP. */
export async function setup(project: { provide(key: 'upstreamOrigin', value: string): void }): Promise<void> {
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
  project.provide('upstreamOrigin', server.origin)
}

export async function teardown(): Promise<void> {
  await server.close()
}
