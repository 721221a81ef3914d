import type { Command } from 'commander'
import { AppError } from '../../core/errors.ts'
import { readQuestion } from '../../core/mail/read-question.ts'
import { configOption, example } from '../command-options.ts'
import { poolOf } from '../pool-hand.ts'
import { type Session, withRuntime } from '../session.ts'

// Says nothing that tells a finder of the mail what it is about.
const subject = 'Your question'
const maxBytes = 1_000_000

export function addAnswerMail(program: Command, session: Session): void {
  program
    .command('answer-mail')
    .description("answer one mail on standard input that holds an invite's secret with its present address")
    .addOption(configOption())
    .addHelpText('after', example('answer-mail < mail.eml'))
    .action((options: { config: string }) =>
      withRuntime(session, options, async runtime => {
        const { mailResponder } = runtime.config
        if (mailResponder === null)
          throw new AppError('wrong-usage', 'no mail responder is configured', {
            next: 'read docs/guide/mail-responder.md first, then set mailResponder in the configuration',
          })
        const question = readQuestion(await readMail(session))
        if (question === null) return
        const address = await poolOf(runtime).where(question.secret)
        // Whoever guesses learns nothing, not even that there is somebody who answers.
        if (address === null) return
        const { from, messageId } = question
        const sendMail = runtime.openMailSender(mailResponder.server)
        await sendMail({
          from: mailResponder.from,
          to: [from],
          subject,
          text: `${address}\n\nOpen it later, not right after the old one. Delete this mail and yours.\n`,
          ...(messageId !== null && { inReplyTo: messageId }),
        })
      }),
    )
}

async function readMail({ terminal }: Session): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of terminal.input) {
    length += chunk.length
    if (length > maxBytes) break
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('latin1')
}
