import { readQuestion } from '../core/mail/read-question.ts'
import { inviteIdOf } from '../core/mirror/secret.ts'
import type { Mail } from '../ports/mail-sender.ts'

// Says nothing that tells a finder of the mail what it is about.
const subject = 'Your question'

export interface AnswerDeps {
  /** The present address of a secret's holder; null where there is none. */
  readonly where: (secret: string) => Promise<string | null>
  /** The address that readers write to. */
  readonly from: string
}

export interface DraftedAnswer {
  readonly inviteId: string
  readonly mail: Mail
}

/** The answer to a mail as it came; null where it gets none. Whoever guesses learns nothing, not even that somebody answers. */
export async function draftAnswer(received: string, deps: AnswerDeps): Promise<DraftedAnswer | null> {
  const question = readQuestion(received, deps.from)
  if (question === null) return null
  const { secret, from, messageId } = question
  const address = await deps.where(secret)
  if (address === null) return null
  const text = `${address}\n\nOpen it later, not right after the old one. Delete this mail and yours.\n`
  const reply = messageId === null ? {} : { inReplyTo: messageId }
  return { inviteId: inviteIdOf(secret), mail: { from: deps.from, to: [from], subject, text, ...reply } }
}
