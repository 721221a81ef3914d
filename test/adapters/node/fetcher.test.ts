import { systemClock } from '../../../src/adapters/node/clock.ts'
import { createFetcher, type FetcherOptions } from '../../../src/adapters/node/fetcher.ts'
import type { Fetcher } from '../../../src/ports/fetcher.ts'
import { fetcherContract } from '../../contracts/fetcher.ts'
import { startScriptedServer } from '../../support/scripted-server.ts'

fetcherContract('node', async () => {
  const upstream = await startScriptedServer()
  return {
    fetcher: fetcherFor([upstream.host]),
    url: path => upstream.origin + path,
    script: upstream.script,
    close: upstream.close,
  }
})

function fetcherFor(
  allowPrivate: readonly string[],
  {
    limits,
    ...rest
  }: Partial<Omit<FetcherOptions, 'limits'>> & { limits?: Partial<FetcherOptions['limits']> } = {},
): Fetcher {
  return createFetcher({
    clock: systemClock,
    userAgent: 'tamizdat-test/1',
    limits: {
      maxBodyBytes: 1_000_000,
      timeoutSeconds: 5,
      connectTimeoutSeconds: 2,
      maxRedirects: 5,
      allowPrivate,
      ...limits,
    },
    ...rest,
  })
}
