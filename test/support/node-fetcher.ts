import { systemClock } from '../../src/adapters/node/clock.ts'
import { createFetcher, type FetcherOptions } from '../../src/adapters/node/fetcher.ts'
import type { Fetcher } from '../../src/ports/fetcher.ts'

export interface NodeFetcherOptions extends Partial<Omit<FetcherOptions, 'limits'>> {
  readonly limits?: Partial<FetcherOptions['limits']>
}

/** The Node fetcher with limits as a test wants them, and these exceptions. */
export function createTestFetcher(
  allowPrivate: readonly string[],
  { limits, ...rest }: NodeFetcherOptions = {},
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
