import type { Command } from 'commander'
import type { RotationFacts } from '../../operations/rotate-by-hand.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { edgeOption, edgeWords, type WhereToWork } from '../edge-option.ts'
import { withPool } from '../pool-hand.ts'
import { write, writeJson } from '../print.ts'
import type { Session } from '../session.ts'

interface RotateOptions extends WhereToWork {
  readonly channel: string
  readonly from?: string
  readonly dryRun?: boolean
  readonly json?: boolean
}

export function addRotate(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('rotate')
    .description("announce a channel's next host: it becomes live, the old one draining")
    .option('--channel <id>', 'channel whose readers move', 'public')
    .option('--from <host>', 'host to leave (default: the one that has been live longest)')
    .option('--dry-run', 'only show what readers would be told')
    .addOption(edgeOption())
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('rotate --from a.localhost'))
    .action((options: RotateOptions) =>
      withPool(session, options, async pool => {
        const { channel: channelId, from: fromHost, dryRun: isDry = false } = options
        const facts = await pool.rotate({ channelId, fromHost, isDry })
        if (options.json) await writeJson(terminal, facts)
        else await write(terminal, describe(facts, edgeWords(options)))
      }),
    )
}

function describe(
  { channel, from, to, announced, dryRun, told, standbysLeft, leadHours }: RotationFacts,
  there: string,
): string {
  const done = dryRun
    ? `${from} → ${to}; nothing is done yet. Readers of ${from} would be told:\n\n  ${told}\n`
    : `${from} → ${to}, announced ${announced}\n${advice(from, leadHours, there)}`
  const reserve = `No standby is left in reserve: npx tamizdat mirrors add HOST --channel ${channel}${there}\n`
  return standbysLeft === 0 ? `${done}${reserve}` : done
}

function advice(fromHost: string, leadHours: number, there: string): string {
  return `Both serve. When its readers have moved, not before ${leadHours} hours: npx tamizdat mirrors retire ${fromHost}${there}\n`
}
