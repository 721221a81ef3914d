import { ImapFlow, type SearchObject } from 'imapflow'
import { AppError } from '../../core/errors.ts'
import type { Mailbox, MailboxOptions } from '../../ports/mailbox.ts'
import { isLoopback } from './is-loopback.ts'

const timeoutMs = 20_000
// Shorter than what networks forget an idle connection after; RFC 2177 asks for less than 29 minutes.
const idleMs = 240_000
// Only their numbers and dates; of a flood the rest comes with the next look.
const mailsAtOnce = 5_000
const mailBytes = 200_000
const taken = '\\Deleted'

/**
 * Opens a mailbox by IMAP (RFC 9051). New mail is told by the server (IDLE, RFC 2177) where it can, else asked for.
 * A mail is marked as taken by the flag for deletion, which every server keeps.
 */
export async function openMailbox(
  { server, folder, sweeps }: MailboxOptions,
  { pollMs = 30_000 } = {},
): Promise<Mailbox> {
  const address = new URL(server())
  const client = connect(address)
  let isNew = false
  let newestId = 0
  let isLost = false
  let wake = () => {}
  client.on('exists', () => {
    isNew = true
    wake()
  })
  client.on('close', () => {
    isLost = true
    wake()
  })
  // What broke is thrown by the command that was under way; without a listener it would end the process.
  client.on('error', () => client.close())

  const refuse = (reason: string) =>
    new AppError('mail-failed', `the mailbox at ${address.hostname} ${reason}`, {
      next: 'see mailResponder.mailbox in the configuration',
    })
  const attempt = async <Value>(act: () => Promise<Value>): Promise<Value> => {
    try {
      const value = await act()
      // Some commands say nothing of a connection that has gone.
      if (client.usable) return value
    } catch (cause) {
      throw cause instanceof AppError ? cause : refuse(describe(cause))
    }
    throw refuse('was lost')
  }
  /** A mark that did not hold would have the mail answered again and again. */
  const insist = (act: () => Promise<boolean>) =>
    attempt(async () => {
      if (!(await act())) throw refuse('does not let us mark and delete')
    })
  const find = async (query: SearchObject) => (await client.search(query, { uid: true })) || []
  await attempt(async () => {
    await client.connect()
    await client.mailboxOpen(folder)
  })

  return {
    list: () =>
      attempt(async () => {
        isNew = false
        // A server may have told of new mails while nothing was asked; the search is over all of them.
        await client.noop()
        const half = await find({ deleted: true })
        if (half.length > 0) await client.messageDelete(half, { uid: true })
        const found = await find({ deleted: false })
        newestId = Math.max(newestId, ...found)
        if (found.length === 0) return []
        const mails = await client.fetchAll(
          found.slice(0, mailsAtOnce),
          { uid: true, internalDate: true },
          { uid: true },
        )
        return mails.map(({ uid, internalDate }) => ({
          id: uid,
          receivedAtMs: new Date(internalDate ?? 0).getTime(),
        }))
      }),
    read: id =>
      attempt(async () => {
        const source = { start: 0, maxLength: mailBytes }
        try {
          const mail = await client.fetchOne(id, { source }, { uid: true })
          return mail === false ? null : (mail.source?.toString('latin1') ?? null)
        } catch (error) {
          // A server that goes on after it could not give this one.
          if (client.usable) return null
          throw error
        }
      }),
    take: id => insist(() => client.messageFlagsAdd([id], [taken], { uid: true })),
    giveBack: id => insist(() => client.messageFlagsRemove([id], [taken], { uid: true })),
    destroy: id => insist(() => client.messageDelete([id], { uid: true })),
    async sweep() {
      if (sweeps.length === 0) return
      await attempt(async () => {
        for (const path of sweeps) {
          await client.mailboxOpen(path)
          const found = await find({ all: true })
          if (found.length > 0) await client.messageDelete(found, { uid: true })
        }
        await client.mailboxOpen(folder)
        // Of what came while another folder was open, opening this one tells nothing.
        if ((await find({ deleted: false })).some(id => id > newestId)) isNew = true
      })
    },
    async wait(longestMs, signal) {
      if (isNew || isLost || signal.aborted) return
      const canIdle = client.capabilities.has('IDLE')
      // It ends when it is broken off by the next command; what it throws, that command throws too.
      if (canIdle) client.idle().catch(() => client.close())
      const { promise, resolve } = Promise.withResolvers<void>()
      wake = resolve
      const timer = setTimeout(resolve, Math.min(longestMs, canIdle ? idleMs : pollMs))
      signal.addEventListener('abort', wake, { once: true })
      await promise
      clearTimeout(timer)
      signal.removeEventListener('abort', wake)
    },
    async close() {
      if (client.usable) await client.logout().catch(() => client.close())
      else client.close()
    },
  }
}

function connect({ protocol, hostname, port, username, password }: URL): ImapFlow {
  const secure = protocol === 'imaps:'
  return new ImapFlow({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 993 : 143) : Number(port),
    secure,
    // In the clear a password goes to this machine alone.
    ...(!secure && !isLoopback(hostname) && { doSTARTTLS: true }),
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    // It would write down who wrote.
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: idleMs + timeoutMs,
  })
}

/** The server's own words may name who wrote: only what went wrong is said. */
function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return 'failed'
  if ('authenticationFailed' in cause) return 'refuses the log-in'
  return 'code' in cause ? `failed (${String(cause.code)})` : 'failed'
}
