import type { Command } from 'commander'
import { writeQrText } from '../../core/page/qr-code.ts'
import type { InviteFacts } from '../../operations/invite-by-hand.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { edgeOption, edgeWords, type WhereToWork } from '../edge-option.ts'
import { withPool } from '../pool-hand.ts'
import { write, writeJson } from '../print.ts'
import type { Session } from '../session.ts'

interface InviteOptions extends WhereToWork {
  readonly from?: string
  readonly json?: boolean
}

export function addInvite(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('invite <channel>')
    .description('make an invite of a closed channel; its secret is shown this once')
    .option('--from <secret>', 'the secret of the reader who passes it on')
    .addOption(edgeOption())
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('invite friends'))
    .action((channelId: string, options: InviteOptions) =>
      withPool(session, options, async pool => {
        const facts = await pool.invite({ channelId, fromSecret: options.from })
        if (options.json) await writeJson(terminal, facts)
        else await write(terminal, formatInvite(facts, edgeWords(options)))
      }),
    )
}

function formatInvite({ secret, address, channel }: InviteFacts, there: string): string {
  const kept = `Secret, to be kept apart from the address and never typed into a browser's address line; it finds the next
address when this one is blocked. It stands nowhere else:

  ${secret}
`
  if (address === null) {
    return `${kept}
No host is free yet. Put one in reserve, and ask where the secret leads:
  npx tamizdat mirrors add HOST --channel ${channel}${there}
  npx tamizdat where SECRET${there}
`
  }
  return `${kept}
Address, to be given by another way than the secret:

  ${address}

${writeQrText(address)}`
}
