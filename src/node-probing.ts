import { createProber } from './adapters/node/prober.ts'
import type { Config } from './config/config.ts'
import { describeError } from './core/errors.ts'
import type { NodeParts } from './node-parts.ts'
import { createDocumentMemory } from './operations/document-memory.ts'
import { type ProbeOptions, probeMirrors } from './operations/probe-mirrors.ts'

// What a mirror answers is held against what we would send.
const documentMemoryBytes = 64 * 1024 * 1024

/** Measures the hosts from the configured vantage points, and from here. */
export function probe(
  config: Config,
  parts: NodeParts,
  options: Omit<ProbeOptions, 'decides' | 'ooni'> & { readonly asksOoni: boolean },
) {
  const { vantagePoints, probing, limits } = config
  return probeMirrors(
    vantagePoints,
    { ...options, decides: probing.decides, ooni: options.asksOoni ? probing.ooni : null },
    {
      ...parts,
      prober: createProber({ allowPrivate: limits.allowPrivate }),
      memory: createDocumentMemory(documentMemoryBytes),
    },
  )
}

/** Probes on its own, beside whatever else happens, so that a slow network holds nothing up. */
export function createProbing(config: Config, parts: NodeParts, signal: AbortSignal) {
  let dueAtMs = 0
  let ooniDay = 0
  let underWay: Promise<void> | null = null
  const run = async () => {
    // Public data has one new day a day.
    const today = Math.floor(parts.clock.nowMs() / 86_400_000)
    const asksOoni = today !== ooniDay
    ooniDay = today
    try {
      await probe(config, parts, { signal, asksOoni })
    } catch (error) {
      if (signal.aborted) return
      parts.log.write({ event: 'failure', ...describeError(error) })
    } finally {
      underWay = null
    }
  }
  return {
    /** Begins if it is time and nothing is under way. */
    tick(): void {
      const nowMs = parts.clock.nowMs()
      const { vantagePoints, probing } = config
      if (vantagePoints.length === 0 && probing.ooni === null) return
      if (underWay !== null || nowMs < dueAtMs) return
      dueAtMs = nowMs + probing.everyMinutes * 60_000
      underWay = run()
    },
    finished: async () => underWay ?? undefined,
  }
}
