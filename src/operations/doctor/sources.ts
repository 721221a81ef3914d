import { reviewSources } from '../review-sources.ts'
import { bad, type Check, type Finding, ok, warn } from './check.ts'

// One failure or two are a publisher's bad hour; these have lasted.
const lastingFailures = 3

/** How the sources stand: a finding for each that needs a hand, else one for all of them. */
export const sourcesCheck: Check<'sources' | 'sourceLog' | 'archive' | 'clock'> = {
  id: 'sources',
  async run(deps) {
    const reviews = await reviewSources(deps.sources, deps)
    const findings = reviews.flatMap(({ source, state, standing }): readonly Finding[] => {
      const { status, reasons, next } = standing
      if (status === 'well') return []
      const isLasting =
        status === 'stopped' || (status === 'failing' && (state?.failures ?? 0) >= lastingFailures)
      const finding = `${source.id}: ${reasons.join('; ')}`
      return [isLasting ? bad(finding, next ?? '') : warn(finding, next ?? '')]
    })
    return findings.length > 0 ? findings : [ok(`every source stands well (${reviews.length})`)]
  },
}
