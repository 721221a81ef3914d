import { asAppError } from '../core/errors.ts'
import { isDue } from '../core/source/pace.ts'
import type { Source } from '../core/source/source.ts'
import { type RefreshDeps, type RefreshReport, refreshSource } from './refresh-source.ts'
import type { TakeOptions } from './take-entries.ts'

// Sources wait for the network most of the time; each host still has one conversation at a time.
const sourcesAtOnce = 8

/**
 * Refreshes sources side by side; one that fails, in whatever way, never stops the others.
 * @returns reports in the order of the sources.
 * @throws AppError `interrupted`, once every refresh under way has come to rest.
 */
export async function refreshSources(
  sources: readonly Source[],
  deps: RefreshDeps,
  options: TakeOptions = {},
): Promise<readonly RefreshReport[]> {
  const reports = new Map<string, RefreshReport>()
  const queue = [...sources]
  const work = async () => {
    for (
      let source = queue.shift();
      source !== undefined && !options.signal?.aborted;
      source = queue.shift()
    ) {
      reports.set(source.id, await refreshSafely(source, deps, options))
    }
  }
  await Promise.all(Array.from({ length: Math.min(sourcesAtOnce, sources.length) }, work))
  options.signal?.throwIfAborted()
  return sources.map(source => reports.get(source.id)).filter(report => report !== undefined)
}

/** Refreshes the sources whose time has come. What a scheduler calls once a minute. */
export async function refreshDue(
  sources: readonly Source[],
  deps: RefreshDeps,
  options: TakeOptions = {},
): Promise<readonly RefreshReport[]> {
  const nowMs = deps.clock.nowMs()
  const states = new Map((await deps.sourceLog.list()).map(state => [state.sourceId, state]))
  return refreshSources(
    sources.filter(source => isDue(source, states.get(source.id) ?? null, nowMs)),
    deps,
    options,
  )
}

async function refreshSafely(
  source: Source,
  deps: RefreshDeps,
  options: TakeOptions,
): Promise<RefreshReport> {
  try {
    return await refreshSource(source, deps, options)
  } catch (cause) {
    const error = asAppError(cause, 'fetch-failed')
    if (error.kind !== 'interrupted')
      deps.log.write({ event: 'failure', kind: error.kind, message: error.message })
    const nothing = { added: 0, revised: 0, unchanged: 0, held: 0, failures: [], vanished: 0, left: 0 }
    return { sourceId: source.id, status: 'failed', ...nothing, errors: [error] }
  }
}
