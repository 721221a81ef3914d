import { asAppError } from '../core/errors.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { Mailbox } from '../ports/mailbox.ts'
import { answerMailbox, type MailboxDeps, type MailboxMemory, type MailboxReport } from './answer-mailbox.ts'

export interface WatchDeps extends MailboxDeps {
  readonly open: () => Promise<Mailbox>
  readonly log: Log
}

const hourMs = 3_600_000
const lookAgainMs = 60_000
const longestWaitMs = 600_000
const shortestPauseMs = 5_000
const longestPauseMs = 600_000

/**
 * Answers what comes into a mailbox until the signal. A lost server is opened again, after a pause that doubles from five
 * seconds to ten minutes. How many were answered is logged once an hour, so that no line tells when somebody asked.
 */
export async function watchMailbox(deps: WatchDeps, signal: AbortSignal): Promise<void> {
  const { clock, log } = deps
  const tally = createTally(log, clock.nowMs())
  const memory: MailboxMemory = { answers: [], postponed: new Map(), begun: new Map() }
  for (let failures = 0; !signal.aborted; ) {
    try {
      for await (const report of lookAgainAndAgain(memory, deps, signal)) {
        failures = 0
        tally.add(report, clock.nowMs())
        if (report.reason !== null)
          log.write({ event: 'failure', kind: 'mail-failed', message: report.reason })
      }
    } catch (error) {
      if (signal.aborted) break
      const { kind, message } = asAppError(error, 'mail-failed')
      log.write({ event: 'failure', kind, message })
      const pauseMs = Math.min(longestPauseMs, shortestPauseMs * 2 ** failures)
      failures++
      await rest(pauseMs * (0.75 + clock.random() / 2), clock, signal)
    }
  }
  tally.close()
}

/** A report of each look, until the signal; throws what loses the server. */
async function* lookAgainAndAgain(
  memory: MailboxMemory,
  deps: WatchDeps,
  signal: AbortSignal,
): AsyncGenerator<MailboxReport> {
  const mailbox = await deps.open()
  try {
    deps.log.write({ event: 'mailbox-opened' })
    while (!signal.aborted) {
      const report = await answerMailbox(mailbox, memory, { ...deps, signal })
      yield report
      await mailbox.wait(report.waiting > 0 ? lookAgainMs : longestWaitMs, signal)
    }
  } finally {
    await mailbox.close()
  }
}

async function rest(pauseMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(pauseMs, signal)
  } catch (reason) {
    if (!signal.aborted) throw reason
  }
}

function createTally(log: Log, startMs: number) {
  let sinceMs = startMs
  let answered = 0
  let thrownAway = 0
  const close = () => {
    if (answered + thrownAway > 0) log.write({ event: 'mails-answered', answered, thrownAway })
    answered = 0
    thrownAway = 0
  }
  return {
    add(report: MailboxReport, nowMs: number) {
      answered += report.answered
      thrownAway += report.thrownAway
      if (nowMs < sinceMs + hourMs) return
      sinceMs = nowMs
      close()
    },
    close,
  }
}
