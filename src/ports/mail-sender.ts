/** One plain mail. */
export interface Mail {
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  /** Message-ID of the mail that this one answers. */
  readonly inReplyTo?: string
}

/** Hands mails to a mail server. Throws AppError `notice-failed`. */
export type SendMail = (mail: Mail) => Promise<void>
