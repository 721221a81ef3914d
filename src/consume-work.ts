import { createExtractor } from './adapters/web/extractor.ts'
import { createSiteBook } from './adapters/web/site-book.ts'
import { createFetcher } from './adapters/workers/fetcher.ts'
import { createHub } from './adapters/workers/hub.ts'
import { createSitePack } from './adapters/workers/site-pack.ts'
import type { Config } from './config/config.ts'
import { describeError } from './core/errors.ts'
import type { Work } from './core/source/work.ts'
import { doWork, giveUpWork } from './operations/work/do-work.ts'
import type { WorkDeps } from './operations/work/work-deps.ts'
import type { WorkQueue } from './ports/work-queue.ts'
import type { WorkerEnv } from './worker-env.ts'
import type { WorkerParts } from './worker-parts.ts'

/** What the queue of given-up work is called, at its end. */
const givenUpSuffix = '-given-up'
const firstRetrySeconds = 60

/** Does the work of a batch. */
export type Consume = (batch: MessageBatch<Work>) => Promise<void>

/** What an isolate needs to do work; what is learned of one batch, such as rules for sites, serves the next. */
export function createConsumer(
  config: Config,
  parts: WorkerParts & { readonly workQueue: WorkQueue },
  { PUBLISHED: bucket, SITE_RULES: siteRules }: WorkerEnv,
): Consume {
  const readFile = bucket === undefined || siteRules === undefined ? null : createSitePack(bucket, siteRules)
  const siteBook = createSiteBook({ sites: config.sites, readFile })
  const tellHub = openHub(config, parts.originOf)
  return batch => consumeWork(batch, config, { ...parts, siteBook, tellHub })
}

function openHub(
  { aggregators, userAgent, limits }: Config,
  originOf: WorkerParts['originOf'],
): WorkDeps['tellHub'] {
  if (aggregators === null || aggregators.hub === null) return null
  const hub = createHub({ url: aggregators.hub, userAgent, limits })
  const base = originOf(aggregators.host)
  return paths => hub.tell(paths.map(path => `${base}/${path}`))
}

/** Does each message of a batch by itself, so that one that fails costs no other. */
async function consumeWork(
  batch: MessageBatch<Work>,
  config: Config,
  parts: WorkerParts & Pick<WorkDeps, 'workQueue' | 'siteBook' | 'tellHub'>,
): Promise<void> {
  const { clock, log, workLog } = parts
  const fetcher = createFetcher({
    clock,
    userAgent: config.userAgent,
    proxy: config.proxy,
    limits: config.limits,
  })
  const deps = { ...parts, fetcher, extractor: createExtractor() }
  const isGivenUp = batch.queue.endsWith(givenUpSuffix)
  for (const message of batch.messages) {
    const { body: work, attempts } = message
    try {
      const heldMs = (await workLog.heldUntilMs()) - clock.nowMs()
      if (heldMs > 0) {
        message.retry({ delaySeconds: Math.ceil(heldMs / 1000) })
        continue
      }
      if (isGivenUp) await giveUpWork(work, deps)
      else await doWork(work, config.sources, deps)
      if (!isGivenUp && attempts > 1) await workLog.forget(work)
      message.ack()
    } catch (error) {
      const { kind, message: text } = describeError(error)
      log.write({ event: 'failure', kind, message: text })
      message.retry({ delaySeconds: firstRetrySeconds * 2 ** (attempts - 1) })
      if (!isGivenUp) await noteFailure(work, `${kind}: ${text}`, parts)
    }
  }
  await fetcher.close()
}

/** Where the archive itself is out of reach, the log above is all that is left to say so. */
async function noteFailure(work: Work, error: string, { workLog, clock, log }: WorkerParts): Promise<void> {
  try {
    await workLog.fail({ work, error, failedAtMs: clock.nowMs(), isGivenUp: false })
  } catch (cause) {
    log.write({ event: 'failure', ...describeError(cause) })
  }
}
