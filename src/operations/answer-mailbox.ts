import {
  type AllowanceRules,
  type Answered,
  judgeAllowance,
  nextAllowanceMs,
  recentAnswers,
} from '../core/mail/allowance.ts'
import type { Clock } from '../ports/clock.ts'
import type { SendMail } from '../ports/mail-sender.ts'
import type { Mailbox, WaitingMail } from '../ports/mailbox.ts'
import { type AnswerDeps, draftAnswer } from './draft-answer.ts'

export interface MailboxDeps extends AnswerDeps {
  readonly sendMail: SendMail
  readonly clock: Clock
  readonly rules: AllowanceRules
}

/** What one connection remembers from one look to the next; nothing of it is ever written down. */
export interface MailboxMemory {
  answers: readonly Answered[]
  /** Mails that wait, and until when. */
  readonly postponed: Map<number, number>
  /** Mails whose reading has not come to an end, and how often it was begun: one that breaks the connection is given up. */
  readonly begun: Map<number, number>
}

export interface MailboxReport {
  readonly answered: number
  /** Without an answer. */
  readonly thrownAway: number
  /** For the next look. */
  readonly waiting: number
  /** Why some wait, where the server that sends is the cause. */
  readonly reason: string | null
}

type Fate = 'answered' | 'thrownAway' | 'waiting'

const postponedMs = 300_000
const mostReadings = 2
// Who asked three days ago has asked again, or another.
const patienceMs = 3 * 86_400_000

/**
 * Answers every mail that holds an invite's secret and throws every mail away. Each is marked before its answer is sent,
 * so that a kill in between costs an answer and never sends two (RFC 3834 §2).
 */
export async function answerMailbox(
  mailbox: Mailbox,
  memory: MailboxMemory,
  { signal, ...deps }: MailboxDeps & { readonly signal: AbortSignal },
): Promise<MailboxReport> {
  const counts = { answered: 0, thrownAway: 0, waiting: 0 }
  const waiting = await mailbox.list()
  let reason: string | null = null
  for (const [place, mail] of waiting.entries()) {
    if (signal.aborted) break
    const result = await treat(mail, mailbox, memory, deps)
    counts[result.fate]++
    reason = result.reason ?? reason
    if (result.isOver) {
      counts.waiting += waiting.length - place - 1
      break
    }
  }
  await mailbox.sweep()
  return { ...counts, reason }
}

interface Treated {
  readonly fate: Fate
  readonly reason?: string
  /** Nothing else can be sent now. */
  readonly isOver?: true
}

async function treat(
  mail: WaitingMail,
  mailbox: Mailbox,
  memory: MailboxMemory,
  deps: MailboxDeps,
): Promise<Treated> {
  const { id } = mail
  const nowMs = deps.clock.nowMs()
  const throwAway = async (reason?: string): Promise<Treated> => {
    await mailbox.destroy(id)
    memory.postponed.delete(id)
    return { fate: 'thrownAway', ...(reason !== undefined && { reason }) }
  }
  const isOld = mail.receivedAtMs < nowMs - patienceMs
  if (!isOld && (memory.postponed.get(id) ?? 0) > nowMs) return { fate: 'waiting' }
  const readings = memory.begun.get(id) ?? 0
  if (readings >= mostReadings) return throwAway()
  memory.begun.set(id, readings + 1)
  const received = await mailbox.read(id)
  memory.begun.delete(id)
  const drafted = received === null ? null : await draftAnswer(received, deps)
  if (drafted === null) return throwAway()
  const { inviteId } = drafted
  const allowance = judgeAllowance(inviteId, memory.answers, { ...deps.rules, nowMs })
  if (allowance === 'never' || (allowance === 'later' && isOld)) return throwAway()
  if (allowance === 'later') {
    // Not to be read again each minute while a flood waits.
    memory.postponed.set(id, nextAllowanceMs(memory.answers, nowMs))
    return { fate: 'waiting' }
  }

  await mailbox.take(id)
  const delivery = await deps.sendMail(drafted.mail)
  if (delivery.status === 'sent') {
    memory.answers = [...recentAnswers(memory.answers, nowMs), { inviteId, atMs: nowMs }]
    await mailbox.destroy(id)
    memory.postponed.delete(id)
    return { fate: 'answered' }
  }
  const { status, reason } = delivery
  if (status === 'refused' || isOld) return throwAway(reason)
  await mailbox.giveBack(id)
  if (status === 'unreachable') return { fate: 'waiting', reason, isOver: true }
  memory.postponed.set(id, nowMs + postponedMs)
  return { fate: 'waiting', reason }
}
