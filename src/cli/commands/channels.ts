import type { Command } from 'commander'
import type { ChannelFacts } from '../../operations/read-channels.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { edgeOption, edgeWords, type WhereToWork } from '../edge-option.ts'
import { withPool } from '../pool-hand.ts'
import { formatTable, write, writeJson } from '../print.ts'
import type { Session } from '../session.ts'

export function addChannels(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('channels')
    .description('the ways in which readers learn of mirrors')
    .command('list')
    .description('each channel with its hosts, groups and invites')
    .addOption(edgeOption())
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('channels list'))
    .action((options: WhereToWork & { readonly json?: boolean }) =>
      withPool(session, options, async pool => {
        const facts = await pool.channels()
        if (options.json) await writeJson(terminal, facts)
        else await write(terminal, formatChannels(facts, edgeWords(options)))
      }),
    )
}

function formatChannels(channels: readonly ChannelFacts[], there: string): string {
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
      `one standby for each group is prudent: npx tamizdat mirrors add HOST --channel ${id}${there}\n`,
  )
  return (
    formatTable(
      header,
      channels.map(each => Object.values(each)),
    ) + advice.join('')
  )
}
