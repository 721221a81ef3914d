import type { Command } from 'commander'
import type { Channel } from '../../core/mirror/mirror.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { formatTable, write, writeJson } from '../print.ts'
import type { Runtime } from '../runtime.ts'
import { type Session, withRuntime } from '../session.ts'

export function addChannels(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('channels')
    .description('the ways in which readers learn of mirrors')
    .command('list')
    .description('each channel with its hosts, groups and invites')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('channels list'))
    .action((options: { config: string; json?: boolean }) =>
      withRuntime(session, options, async runtime => {
        const facts = await gatherFacts(runtime)
        if (options.json) await writeJson(terminal, facts)
        else await write(terminal, formatChannels(facts))
      }),
    )
}

type ChannelFacts = ReturnType<typeof toFacts>

async function gatherFacts({ config, mirrorLog }: Runtime): Promise<readonly ChannelFacts[]> {
  const [mirrors, groups] = await Promise.all([mirrorLog.list(), mirrorLog.readGroups()])
  return config.channels.map(channel => toFacts(channel, mirrors, groups))
}

function toFacts(
  { id, kind, audience }: Channel,
  mirrors: Awaited<ReturnType<Runtime['mirrorLog']['list']>>,
  { groups, invites }: Awaited<ReturnType<Runtime['mirrorLog']['readGroups']>>,
) {
  const hosts = mirrors.filter(mirror => mirror.channelId === id)
  const own = groups.filter(group => group.channelId === id)
  const ids = new Set(own.map(group => group.id))
  const ofChannel = invites.filter(invite => ids.has(invite.groupId))
  const open = ofChannel.filter(invite => invite.closedAtMs === null)
  return {
    id,
    kind,
    audience,
    live: hosts.filter(mirror => mirror.state === 'live').length,
    standby: hosts.filter(mirror => mirror.state === 'standby').length,
    groups: kind === 'public' ? null : own.length,
    waiting: kind === 'public' ? null : own.filter(group => group.host === null).length,
    invites: kind === 'public' ? null : open.length,
    slowed: kind === 'public' ? null : open.filter(invite => invite.charges > 0).length,
    closed: kind === 'public' ? null : ofChannel.length - open.length,
  }
}

function formatChannels(channels: readonly ChannelFacts[]): string {
  const header = [
    'CHANNEL',
    'KIND',
    'AUDIENCE',
    'LIVE',
    'STANDBY',
    'GROUPS',
    'WAITING',
    'INVITES',
    'SLOWED',
    'CLOSED',
  ]
  const short = channels.filter(each => (each.waiting ?? 0) > 0 || (each.groups ?? 0) > each.standby)
  const advice = short.map(
    ({ id, groups, standby, waiting }) =>
      `${id}: groups ${groups}, without a host ${waiting}, standbys in reserve ${standby}; ` +
      `one standby for each group is prudent: npx tamizdat mirrors add HOST --channel ${id}\n`,
  )
  return (
    formatTable(
      header,
      channels.map(each => Object.values(each)),
    ) + advice.join('')
  )
}
