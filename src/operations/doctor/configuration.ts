import type { Mirror } from '../../core/mirror/mirror.ts'
import { bad, type Check, type DoctorDeps, type Finding, ok, warn } from './check.ts'

/** Whether there is something to follow and somebody to serve, and whether file and pool say the same. */
export const configurationCheck: Check = {
  id: 'configuration',
  async run(deps) {
    const pool = await deps.mirrorLog.list()
    const findings = [...sourcesMissing(deps), ...readersMissing(pool), ...differences(deps, pool)]
    const { sources, channels } = deps
    if (findings.length > 0) return findings
    return [ok(`sources: ${sources.length}, channels: ${channels.length}, mirrors: ${pool.length}`)]
  },
}

function sourcesMissing({ sources }: DoctorDeps): readonly Finding[] {
  if (sources.length > 0) return []
  return [bad('no source is followed', 'put one into sources in the configuration')]
}

function readersMissing(pool: readonly Mirror[]): readonly Finding[] {
  if (pool.some(mirror => mirror.state === 'live')) return []
  return [bad('no mirror is live: nobody is shown an address', 'npx tamizdat mirrors activate HOST')]
}

/** The file only starts the pool; where it says otherwise, whoever reads it is misled. */
function differences({ seeds, channels }: DoctorDeps, pool: readonly Mirror[]): readonly Finding[] {
  const strays = pool
    .filter(mirror => mirror.state !== 'retired')
    .filter(mirror => !channels.some(channel => channel.id === mirror.channelId))
    .map(mirror =>
      warn(
        `${mirror.host} belongs to channel ${mirror.channelId}, which the configuration does not have`,
        `put the channel back, or: npx tamizdat mirrors retire ${mirror.host}`,
      ),
    )
  const retired = seeds
    .filter(seed => pool.some(mirror => mirror.host === seed.host && mirror.state === 'retired'))
    .map(seed =>
      warn(
        `${seed.host} stands in the configuration but was retired`,
        'take it out of mirrors in the configuration: a retired host stays retired',
      ),
    )
  return [...strays, ...retired]
}
