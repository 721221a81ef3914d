import { AppError } from '../../../core/errors.ts'
import type { Source } from '../../../core/source/source.ts'

/**
 * The source that is named, or all where none is.
 * @throws AppError `source-not-found`.
 */
export function chooseSources(sources: readonly Source[], id: string | undefined): readonly Source[] {
  if (id === undefined) return sources
  const chosen = sources.filter(source => source.id === id)
  if (chosen.length > 0) return chosen
  throw new AppError('source-not-found', `there is no source ${id}`, {
    next: `sources in the configuration: ${sources.map(source => source.id).join(', ')}`,
  })
}
