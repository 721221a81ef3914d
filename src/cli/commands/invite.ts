import type { Command } from 'commander'
import { originOf } from '../../config/site.ts'
import { writeQrText } from '../../core/page/qr-code.ts'
import type { Whereabouts } from '../../operations/invite-reader.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { write, writeJson } from '../print.ts'
import type { Runtime } from '../runtime.ts'
import { type Session, withRuntime } from '../session.ts'

interface InviteOptions {
  readonly from?: string
  readonly config: string
  readonly json?: boolean
}

export function addInvite(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('invite <channel>')
    .description('make an invite of a closed channel; its secret is shown this once')
    .option('--from <secret>', 'the secret of the reader who passes it on')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('invite friends'))
    .action((channelId: string, options: InviteOptions) =>
      withRuntime(session, options, async runtime => {
        const { inviteReader } = await import('../../operations/invite-reader.ts')
        const { channels } = runtime.config
        const { secret, whereabouts } = await inviteReader(
          { channelId, fromSecret: options.from },
          channels,
          runtime,
        )
        const address = addressOf(whereabouts, runtime)
        if (options.json) await writeJson(terminal, { channel: channelId, secret, address })
        else await write(terminal, formatInvite(secret, address, channelId))
      }),
    )
}

/** Where an invite reads now, as readers type it; null where there is no host. */
export function addressOf(whereabouts: Whereabouts, { config }: Pick<Runtime, 'config'>): string | null {
  if (whereabouts.status === 'none') return null
  return `${originOf(whereabouts.host, config.server)}/${whereabouts.prefix}/`
}

function formatInvite(secret: string, address: string | null, channelId: string): string {
  const kept = `Secret, to be kept apart from the address and never typed into a browser's address line; it finds the next
address when this one is blocked. It stands nowhere else:

  ${secret}
`
  if (address === null) {
    return `${kept}
No host is free yet. Put one in reserve, and ask where the secret leads:
  npx tamizdat mirrors add HOST --channel ${channelId}
  npx tamizdat where SECRET
`
  }
  return `${kept}
Address, to be given by another way than the secret:

  ${address}

${writeQrText(address)}`
}
