import type { PullOptions, Runtime } from './cli/runtime.ts'
import type { Config } from './config/config.ts'
import { AppError } from './core/errors.ts'
import { type NodeOptions, type NodeParts, openNodeParts } from './node-parts.ts'
import { probe } from './node-probing.ts'
import { publishEditions } from './operations/publish-editions.ts'
import { refreshSources } from './operations/refresh-sources.ts'
import { serve } from './serve-node.ts'

/**
 * The product on one machine: opens the archive and puts the configured mirrors into the pool.
 * @throws AppError `archive-failed`, `secret-missing`, `config-invalid` for a signing key that is none.
 */
export async function openNode(config: Config, options: NodeOptions = {}): Promise<Runtime> {
  const parts = await openNodeParts(config, options)
  return {
    ...parts,
    config,
    pull: pullOptions => pull(config, parts, pullOptions),
    probe: probeOptions => probe(config, parts, { ...probeOptions, asksOoni: true }),
    serve: ({ signal }) => serve(config, parts, signal),
    async close() {
      await parts.extractor.close()
      await parts.fetcher.close()
      await parts.hub?.close()
      await parts.archive.close()
    },
  }
}

async function pull(config: Config, parts: NodeParts, { sourceIds, ...options }: PullOptions) {
  const sources = sourceIds === undefined ? config.sources : sourceIds.map(id => findSource(id, config))
  const reports = await refreshSources(sources, parts, options)
  if (reports.some(report => report.status === 'changed')) {
    await publishEditions(parts, options)
    await parts.hubTeller?.tell(options.signal)
  }
  return reports
}

function findSource(id: string, { sources }: Config) {
  const source = sources.find(each => each.id === id)
  if (source !== undefined) return source
  throw new AppError('source-not-found', `there is no source "${id}"`, {
    next: `sources in the configuration: ${sources.map(each => each.id).join(', ')}`,
  })
}
