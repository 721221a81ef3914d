import { dayMs } from '../../core/mirror/group.ts'
import type { Measurement } from '../../core/mirror/measurement.ts'
import { isServing } from '../../core/mirror/transition.ts'
import { bad, type Check, type Finding, ok, warn } from './check.ts'

const lookBackDays = 7

/**
 * Whether what mirrors answered, when they were last probed, is what we send. A front that codes pages anew undoes their
 * padding, and lengths give away which article is read.
 */
export const answersCheck: Check = {
  id: 'answers',
  async run({ mirrorLog, measurementLog, clock }) {
    const measured = await measurementLog.list({ sinceMs: clock.nowMs() - lookBackDays * dayMs })
    const serving = (await mirrorLog.list()).filter(mirror => isServing(mirror.state))
    const newest = serving.flatMap(({ host }) => measured.findLast(each => each.host === host) ?? [])
    const compared = newest.filter(each => each.class === 'ok' || each.class === 'wrong-content')
    const findings = compared.flatMap(judge)
    if (compared.length === 0)
      return [ok('no answer of a mirror was compared with ours yet; npx tamizdat probe does it')]
    return findings.length > 0
      ? findings
      : [ok(`${compared.length} mirrors answered what we send, byte for byte, when they were last probed`)]
  },
}

function judge({ host, class: outcome, note }: Measurement): readonly Finding[] {
  if (outcome === 'wrong-content')
    return [
      bad(
        `${host} answers something else than we send: ${note}`,
        'see where the name leads, and what stands before us',
      ),
    ]
  if (note === null) return []
  return [
    warn(
      `${host}: ${note}`,
      'have the front pass answers through as they are: no gzip, no minifying; see docs/on-the-line.md',
    ),
  ]
}
