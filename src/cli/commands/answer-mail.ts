import type { Command } from 'commander'
import type { Config } from '../../config/config.ts'
import { AppError } from '../../core/errors.ts'
import type { MailboxReport } from '../../operations/answer-mailbox.ts'
import type { WatchDeps } from '../../operations/watch-mailbox.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { poolOf } from '../pool-hand.ts'
import { write, writeJson } from '../print.ts'
import type { Runtime } from '../runtime.ts'
import { type Session, withRuntime } from '../session.ts'

interface AnswerOptions {
  readonly config: string
  readonly imap?: boolean
  readonly once?: boolean
  readonly json?: boolean
}

type Responder = NonNullable<Config['mailResponder']>

const maxBytes = 1_000_000
// Readers who share an invite may well all ask when their host is blocked; a robot asks more often.
const perInviteHour = 10

export function addAnswerMail(program: Command, session: Session): void {
  program
    .command('answer-mail')
    .description("answer one mail on standard input that holds an invite's secret with its present address")
    .option('--imap', 'watch the configured mailbox instead, answer and delete what comes in; Ctrl-C ends it')
    .option('--once', 'with --imap: answer and delete what is there, and end')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', `${example('answer-mail < mail.eml')}  $ npx tamizdat answer-mail --imap\n`)
    .action(async ({ config, imap = false, once = false, json = false }: AnswerOptions) => {
      if (once && !imap) throw new AppError('wrong-usage', '--once empties a mailbox', { next: 'add --imap' })
      // It signs nothing: a process that reads strangers' mail is not to hold the key.
      const adjust = (loaded: Config) => ({ ...loaded, signing: null })
      await withRuntime(session, { config, adjust, isLogged: imap && !once }, async runtime => {
        const responder = requireResponder(runtime.config)
        if (!imap) await answerOne(responder, runtime, session)
        else if (once) await printReport(await answerAll(responder, runtime, session), json, session)
        else await watch(responder, runtime, session)
      })
    })
}

function requireResponder({ mailResponder }: Config): Responder {
  if (mailResponder !== null) return mailResponder
  throw new AppError('wrong-usage', 'no mail responder is configured', {
    next: 'read docs/guide/mail-responder.md first, then set mailResponder in the configuration',
  })
}

async function answerOne({ server, from }: Responder, runtime: Runtime, session: Session): Promise<void> {
  const { draftAnswer } = await import('../../operations/draft-answer.ts')
  const { where } = poolOf(runtime)
  const drafted = await draftAnswer(await readMail(session), { from, where })
  if (drafted === null) return
  const delivery = await runtime.openMailSender(server)(drafted.mail)
  if (delivery.status !== 'sent') throw notSent(delivery.reason)
}

async function answerAll(responder: Responder, runtime: Runtime, { terminal }: Session) {
  const { answerMailbox } = await import('../../operations/answer-mailbox.ts')
  const deps = toDeps(responder, runtime)
  const mailbox = await deps.open()
  try {
    const memory = { answers: [], postponed: new Map(), begun: new Map() }
    const report = await answerMailbox(mailbox, memory, { ...deps, signal: terminal.signal })
    if (report.reason !== null) throw notSent(report.reason)
    return report
  } finally {
    await mailbox.close()
  }
}

async function watch(responder: Responder, runtime: Runtime, { terminal }: Session): Promise<void> {
  const { watchMailbox } = await import('../../operations/watch-mailbox.ts')
  await watchMailbox(toDeps(responder, runtime), terminal.signal)
}

function toDeps({ server, from, perHour, mailbox }: Responder, runtime: Runtime): WatchDeps {
  if (mailbox === null)
    throw new AppError('wrong-usage', 'no mailbox is configured', {
      next: 'set mailResponder.mailbox in the configuration: docs/guide/mail-responder.md',
    })
  return {
    ...runtime,
    from,
    rules: { perHour, perInviteHour },
    where: poolOf(runtime).where,
    sendMail: runtime.openMailSender(server),
    open: () => runtime.openMailbox(mailbox),
  }
}

async function printReport(report: MailboxReport, json: boolean, { terminal }: Session): Promise<void> {
  const { answered, thrownAway, waiting } = report
  if (json) await writeJson(terminal, { answered, thrownAway, waiting })
  else
    await write(
      terminal,
      `${answered} answered, ${thrownAway} thrown away without an answer, ${waiting} left for later\n`,
    )
}

function notSent(reason: string): AppError {
  return new AppError('mail-failed', reason, { next: 'see mailResponder.server in the configuration' })
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
