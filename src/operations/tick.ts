import { describeError } from '../core/errors.ts'
import type { Source } from '../core/source/source.ts'
import type { HubTeller } from './hub-teller.ts'
import { type PublishDeps, publishEditions } from './publish-editions.ts'
import type { RefreshDeps } from './refresh-source.ts'
import { refreshDue } from './refresh-sources.ts'

/**
 * What happens once a minute: the sources that are due are refreshed, and what is new is published.
 * Never rejects: a failure is written down, and the next minute tries again.
 */
export async function tick(
  sources: readonly Source[],
  deps: RefreshDeps & PublishDeps & { readonly hubTeller: HubTeller | null },
  signal: AbortSignal,
): Promise<void> {
  try {
    const reports = await refreshDue(sources, deps, { signal })
    if (reports.some(report => report.status === 'changed')) {
      await publishEditions(deps, { signal })
    }
    await deps.hubTeller?.tell(signal)
  } catch (error) {
    if (signal.aborted) return
    deps.log.write({ event: 'failure', ...describeError(error) })
  }
}
