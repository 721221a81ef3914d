import { AppError } from '../../core/errors.ts'
import { refuseBehindProxy, refuseWithoutProxy } from '../../core/source/proxy.ts'
import { firstHop } from '../../core/source/redirect.ts'
import type { Hub } from '../../ports/hub.ts'
import { formOfTopics } from '../web/hub-form.ts'

export interface HubOptions {
  readonly url: string
  readonly userAgent: string
  readonly limits: { readonly timeoutSeconds: number; readonly allowPrivate: readonly string[] }
}

/** A hub that is told by the platform's own fetch; what can be guarded there is. No redirect is followed. */
export function createHub({ url, userAgent, limits }: HubOptions): Hub {
  return {
    async tell(topics, signal) {
      const { url: address } = firstHop(url)
      refuseWithoutProxy(address)
      refuseBehindProxy(address, limits.allowPrivate)
      const timeout = AbortSignal.timeout(limits.timeoutSeconds * 1000)
      const response = await fetch(address.href, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': userAgent },
        body: formOfTopics(topics),
        redirect: 'manual',
        signal: AbortSignal.any([timeout, ...(signal ? [signal] : [])]),
      }).catch(cause => {
        const kind = timeout.aborted ? 'fetch-timeout' : 'fetch-failed'
        throw new AppError(kind, `${url}: the hub can't be reached`, { cause })
      })
      await response.body?.cancel()
      if (!response.ok) throw new AppError('upstream-refused', `${url}: the hub answered ${response.status}`)
    },
    close: async () => undefined,
  }
}
