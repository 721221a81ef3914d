import type { Command } from 'commander'
import { AppError } from '../../core/errors.ts'
import { announcementEntry } from '../../core/mirror/announcement.ts'
import type { RotationRules } from '../../core/mirror/mirror.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { formatInstant, write, writeJson } from '../print.ts'
import type { Runtime } from '../runtime.ts'
import { type Session, withRuntime } from '../session.ts'

interface RotateOptions {
  readonly channel: string
  readonly from?: string
  readonly dryRun?: boolean
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
    .option('--dry-run', 'only show what readers would be told')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('rotate --from a.localhost'))
    .action((options: RotateOptions) =>
      withRuntime(session, options, async runtime => {
        const { previewRotation, rotateMirrors } = await import('../../operations/change-mirror.ts')
        const request = { channelId: options.channel, fromHost: options.from }
        const plan = options.dryRun ? previewRotation : rotateMirrors
        const { announcement } = await plan(request, runtime.config.channels, runtime)
        const { channelId, fromHost, toHost, announcedAtMs } = announcement
        const facts = {
          channel: channelId,
          from: fromHost,
          to: toHost,
          announced: formatInstant(announcedAtMs),
        }
        const told = announcementEntry(announcement, runtime.site).summary
        const standbys = (await runtime.mirrorLog.list()).filter(
          mirror => mirror.channelId === channelId && mirror.state === 'standby' && mirror.host !== toHost,
        )
        if (options.json) await writeJson(terminal, { ...facts, dryRun: options.dryRun ?? false, told })
        else if (options.dryRun) {
          await write(
            terminal,
            `${fromHost} → ${toHost}; nothing is done yet. Readers of ${fromHost} would be told:\n\n  ${told}\n`,
          )
        } else {
          const { leadHours } = requireRules(channelId, runtime)
          await write(
            terminal,
            `${fromHost} → ${toHost}, announced ${facts.announced}\n${advice(fromHost, leadHours)}`,
          )
        }
        if (!options.json && standbys.length === 0) {
          await write(
            terminal,
            `No standby is left in reserve: npx tamizdat mirrors add HOST --channel ${channelId}\n`,
          )
        }
      }),
    )
}

function requireRules(channelId: string, { config }: Runtime): RotationRules {
  const channel = config.channels.find(each => each.id === channelId)
  if (channel !== undefined) return channel.rotation
  throw new AppError('channel-not-found', `there is no channel "${channelId}"`)
}

function advice(fromHost: string, leadHours: number): string {
  return `Both serve. When its readers have moved, not before ${leadHours} hours: npx tamizdat mirrors retire ${fromHost}\n`
}
