import type { Redirect } from './capture.ts'

/** The head of an upstream response. */
export interface AnswerHead {
  readonly url: string
  /** The redirects that led here. */
  readonly redirects: readonly Redirect[]
  readonly status: number
  /** The field's first value as sent, or null. */
  readonly header: (name: string) => string | null
}
