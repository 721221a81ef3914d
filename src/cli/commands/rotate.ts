import type { Command } from 'commander'
import { configOption, example, jsonOption } from '../command-options.ts'
import { formatInstant, write, writeJson } from '../print.ts'
import { type Session, withRuntime } from '../session.ts'

interface RotateOptions {
  readonly channel: string
  readonly from?: string
  readonly config: string
  readonly json?: boolean
}

export function addRotate(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('rotate')
    .description("announce a channel's next host: it becomes live, the old one draining")
    .option('--channel <id>', 'channel whose readers move', 'public')
    .option('--from <host>', 'host to leave (default: the one that has been live longest)')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('rotate --from a.localhost'))
    .action((options: RotateOptions) =>
      withRuntime(session, options, async runtime => {
        const { rotateMirrors } = await import('../../operations/change-mirror.ts')
        const request = { channelId: options.channel, fromHost: options.from }
        const { announcement } = await rotateMirrors(request, runtime.config.channels, runtime)
        const { channelId, fromHost, toHost, announcedAtMs } = announcement
        const facts = {
          channel: channelId,
          from: fromHost,
          to: toHost,
          announced: formatInstant(announcedAtMs),
        }
        if (options.json) await writeJson(terminal, facts)
        else
          await write(terminal, `${fromHost} → ${toHost}, announced ${facts.announced}\n${advice(fromHost)}`)
      }),
    )
}

function advice(fromHost: string): string {
  return `Both serve. When its readers have moved, not before 48 hours: npx tamizdat mirrors retire ${fromHost}\n`
}
