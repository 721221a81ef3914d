import { AppError } from '../../core/errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Mailbox } from '../../ports/mailbox.ts'

export interface MemoryMailServer {
  open(): Promise<Mailbox>
  /** Puts a mail into the folder that is watched, or into one that is swept. */
  deliver(mail: string, options?: { readonly receivedAtMs?: number; readonly isElsewhere?: boolean }): void
  /** The mails that are there, of both folders. */
  mails(): readonly string[]
}

interface KeptMail {
  readonly id: number
  readonly text: string
  readonly receivedAtMs: number
  readonly isElsewhere: boolean
  isTaken: boolean
}

/** A mailbox that lasts as long as the process. */
export function createMemoryMailServer(clock: Clock): MemoryMailServer {
  let kept: readonly KeptMail[] = []
  let lastId = 0
  let isNew = false
  let wake = () => {}
  const remove = (isGone: (mail: KeptMail) => boolean) => {
    kept = kept.filter(mail => !isGone(mail))
  }
  const mark = async (id: number, isTaken: boolean) => {
    const mail = kept.find(each => each.id === id)
    if (mail === undefined) throw new AppError('mail-failed', `there is no mail ${id}`)
    mail.isTaken = isTaken
  }
  return {
    deliver(text, { receivedAtMs = clock.nowMs(), isElsewhere = false } = {}) {
      lastId++
      kept = [...kept, { id: lastId, text, receivedAtMs, isElsewhere, isTaken: false }]
      isNew = true
      wake()
    },
    mails: () => kept.map(({ text }) => text),
    async open() {
      return {
        async list() {
          isNew = false
          remove(({ isTaken }) => isTaken)
          return kept
            .filter(({ isElsewhere }) => !isElsewhere)
            .map(({ id, receivedAtMs }) => ({ id, receivedAtMs }))
        },
        read: async id => kept.find(each => each.id === id)?.text ?? null,
        take: id => mark(id, true),
        giveBack: id => mark(id, false),
        destroy: async id => remove(mail => mail.id === id),
        sweep: async () => remove(({ isElsewhere }) => isElsewhere),
        async wait(longestMs, signal) {
          if (isNew) return
          const { promise, resolve } = Promise.withResolvers<void>()
          wake = resolve
          const sleep = new AbortController()
          const slept = clock.sleep(longestMs, AbortSignal.any([signal, sleep.signal])).catch(() => undefined)
          await Promise.race([promise, slept])
          sleep.abort()
        },
        close: async () => undefined,
      }
    },
  }
}
