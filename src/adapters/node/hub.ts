import { AppError } from '../../core/errors.ts'
import type { UpstreamProxy } from '../../core/source/proxy.ts'
import { firstHop } from '../../core/source/redirect.ts'
import type { Hub } from '../../ports/hub.ts'
import { formOfTopics } from '../web/hub-form.ts'
import { toFetchError } from './fetcher-error.ts'
import { letGo } from './read-body.ts'
import { createRoutes } from './routes.ts'

export interface HubOptions {
  readonly url: string
  readonly userAgent: string
  /** The way that everything outgoing takes: a hub must not learn more of the server than a publisher does. */
  readonly proxy: UpstreamProxy | null
  readonly limits: {
    readonly timeoutSeconds: number
    readonly connectTimeoutSeconds: number
    readonly allowPrivate: readonly string[]
  }
}

/** A hub that is told as all known ones are: a form with `hub.mode=publish` and the topics. No redirect is followed. */
export function createHub({ url, userAgent, proxy, limits }: HubOptions): Hub {
  const closing = new AbortController()
  const routes = createRoutes({
    allowPrivate: limits.allowPrivate,
    connectTimeoutMs: limits.connectTimeoutSeconds * 1000,
    signal: closing.signal,
  })
  return {
    async tell(topics, signal) {
      const timeout = AbortSignal.timeout(limits.timeoutSeconds * 1000)
      const signals = [closing.signal, timeout, ...(signal ? [signal] : [])]
      try {
        const { dispatcher, origin, path, headers } = routes.through(proxy, firstHop(url))
        const { statusCode, body } = await dispatcher.request({
          origin,
          path,
          method: 'POST',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'user-agent': userAgent,
            ...headers,
          },
          body: formOfTopics(topics),
          signal: AbortSignal.any(signals),
        })
        letGo(body)
        if (statusCode < 200 || statusCode > 299)
          throw new AppError('upstream-refused', `${url}: the hub answered ${statusCode}`)
      } catch (error) {
        if (timeout.aborted)
          throw new AppError('fetch-timeout', `${url}: no answer from the hub in time`, { cause: error })
        throw toFetchError(error, url)
      }
    },
    async close() {
      closing.abort()
      await routes.close()
    },
  }
}
