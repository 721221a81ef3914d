/** One plain mail. */
export interface Mail {
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  /** Message-ID of the mail that this one answers. */
  readonly inReplyTo?: string
}

/** What became of a mail. A reason names nobody: neither whom it was for nor what the server said of them. */
export type Delivery =
  | { readonly status: 'sent' }
  /** The server will not have it, or has perhaps taken it: it is not to be sent again. */
  | { readonly status: 'refused'; readonly reason: string }
  /** The server has not taken this one now (RFC 5321 §4.2.1: 4yz). */
  | { readonly status: 'deferred'; readonly reason: string }
  /** The server takes nothing now. */
  | { readonly status: 'unreachable'; readonly reason: string }

/** Hands mails to a mail server. */
export type SendMail = (mail: Mail) => Promise<Delivery>
