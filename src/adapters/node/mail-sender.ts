import { createTransport } from 'nodemailer'
import type { Delivery, SendMail } from '../../ports/mail-sender.ts'
import { isLoopback } from './is-loopback.ts'

const timeoutMs = 20_000

/**
 * Hands mails to a server, each over a connection of its own.
 * @param server `smtps://user:password@host` or `smtp://host:587`; with `smtp` it is upgraded (STARTTLS), and given up
 *   where the server cannot: in the clear a mail goes to this machine alone.
 */
export function createMailSender(server: () => string): SendMail {
  return async ({ to, inReplyTo, ...mail }) => {
    const url = server()
    const transport = createTransport({
      url,
      requireTLS: !isLoopback(new URL(url).hostname),
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    try {
      await transport.sendMail({
        ...mail,
        to: [...to],
        ...(inReplyTo !== undefined && { inReplyTo, references: inReplyTo }),
        // A robot's reply to a robot would go round and round (RFC 3834 §5). Exchange knows a word of its own.
        headers: {
          'Auto-Submitted': inReplyTo === undefined ? 'auto-generated' : 'auto-replied',
          'X-Auto-Response-Suppress': 'All',
        },
      })
      return { status: 'sent' }
    } catch (error) {
      return deliveryOf(error)
    } finally {
      transport.close()
    }
  }
}

const beforeTheMail = ['EDNS', 'ETLS', 'EREQUIRETLS', 'EAUTH', 'ENOAUTH', 'EPROXY']
const greetings = ['CONN', 'EHLO', 'HELO', 'STARTTLS']

/** Neither the server's address, which may hold a password, nor its words, which may name whom a mail was for, are told. */
function deliveryOf(error: unknown): Delivery {
  if (!(error instanceof Error)) return { status: 'refused', reason: 'it could not be sent' }
  const { code = 'unknown', command = '', syscall, timeoutType, responseCode }: SmtpError = error
  const answer = responseCode === undefined ? '' : `, it answered ${responseCode}`
  const reason = `the server that sends mail did not take it (${code}${answer})`
  const isBefore =
    beforeTheMail.includes(code) ||
    syscall === 'connect' ||
    (timeoutType !== undefined && timeoutType !== 'SOCKET_TIMEOUT') ||
    (responseCode !== undefined && greetings.includes(command))
  if (isBefore) return { status: 'unreachable', reason }
  const isTemporary = responseCode !== undefined && responseCode >= 400 && responseCode < 500
  // A connection that broke off may have brought the mail there.
  return { status: isTemporary ? 'deferred' : 'refused', reason }
}

/** What nodemailer and the system add to an error. */
interface SmtpError extends Error {
  readonly code?: string
  readonly command?: string
  readonly syscall?: string
  /** In which phase nothing came: `SOCKET_TIMEOUT` is any after the greeting. */
  readonly timeoutType?: string
  readonly responseCode?: number
}
