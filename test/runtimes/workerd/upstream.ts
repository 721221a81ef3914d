import { inject } from 'vitest'
import type { UpstreamAnswer } from '../../contracts/fetcher.ts'

/** A scripted server on loopback, outside of workerd. */
export interface Upstream {
  readonly origin: string
  /** `127.0.0.1:PORT`, for `limits.allowPrivate`. */
  readonly host: string
  /** Resolves once it answers so. */
  script(path: string, ...answers: UpstreamAnswer[]): Promise<void>
  /** How often it was asked so far, by whomever. */
  requests(): Promise<number>
}

/** The one upstream of all tests in workerd; paths of different tests are to differ. */
export function openUpstream(): Upstream {
  const origin = inject('upstreamOrigin')
  return {
    origin,
    host: new URL(origin).host,
    requests: async () => Number(await (await fetch(`${origin}/.count`)).text()),
    async script(path, ...answers) {
      const written = answers.map(({ body = '', ...rest }) => ({ ...rest, base64: encode(body) }))
      await fetch(`${origin}/.script`, { method: 'POST', body: JSON.stringify({ path, answers: written }) })
    },
  }
}

function encode(body: string | Uint8Array): string {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  return bytes.toBase64()
}
