import { createWebhook } from './adapters/web/webhook.ts'
import type { Config } from './config/config.ts'
import { signingCheck } from './operations/doctor/signing.ts'
import { sourcesCheck } from './operations/doctor/sources.ts'
import { standbysCheck } from './operations/doctor/standbys.ts'
import { createTeller } from './operations/tell-operator.ts'
import type { WorkerParts } from './worker-parts.ts'

const hourMs = 3_600_000

/**
 * Tells the operator by webhook of what has gone wrong or right again, once an hour whichever isolate comes first. What a
 * doctor looks at from outside is not looked at here.
 */
export async function tellFromEdge(
  { title, sources, channels, notices }: Config,
  parts: WorkerParts,
): Promise<void> {
  const { workLog, clock } = parts
  if (notices.webhook === null) return
  const nowMs = clock.nowMs()
  const turn = `notice turn ${Math.floor(nowMs / hourMs)}`
  if ((await workLog.claim([turn], { nowMs, untilMs: nowMs + hourMs })).length === 0) return
  const deps = { ...parts, sources, channels }
  const checks = [sourcesCheck, signingCheck, standbysCheck]
  const tell = createTeller({
    ...deps,
    title,
    notifiers: [createWebhook(notices.webhook)],
    lookHourly: async () => {
      const found = await Promise.all(
        checks.map(async ({ id, run }) => (await run(deps)).map(finding => ({ id, ...finding }))),
      )
      return found.flat()
    },
    lookDaily: async () => [],
  })
  await tell()
}
