import { type Check, type Finding, ok, warn } from './check.ts'

/** Whether each channel that has readers has somewhere to go when its host is blocked. */
export const standbysCheck: Check<'mirrorLog' | 'channels'> = {
  id: 'standbys',
  async run({ mirrorLog, channels }) {
    const pool = await mirrorLog.list()
    const findings = channels.flatMap((channel): readonly Finding[] => {
      const ofState = (state: string) =>
        pool.filter(mirror => mirror.channelId === channel.id && mirror.state === state).length
      if (ofState('live') === 0) return []
      const standbys = ofState('standby')
      const option = channel.id === 'public' ? '' : ` --channel ${channel.id}`
      if (standbys === 0)
        return [
          warn(
            `channel ${channel.id} has no standby: when its host is blocked there is nowhere to go`,
            `npx tamizdat mirrors add HOST${option}`,
          ),
        ]
      return [ok(`channel ${channel.id} has ${standbys} standby for ${ofState('live')} live`)]
    })
    return findings.length > 0 ? findings : [ok('no channel has readers yet')]
  },
}
