/** One statement as it is bound and run. */
export interface WrittenQuery {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** What the writing thread is asked for: queries to run as one transaction, or to empty the journal. */
export interface WriteRequest {
  readonly id: number
  readonly task: readonly WrittenQuery[] | 'empty-journal'
}

/** What it answers; `failure` is the message of SQLite. */
export interface WriteReply {
  readonly id: number
  readonly failure: string | null
}
