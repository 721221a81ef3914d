/** The operator's API of a product that runs elsewhere, such as on Workers. */
export interface OperatorApi {
  /** Whom it leads to, for people. */
  readonly host: string
  /**
   * Asks for one of its operations.
   * @param path below `/api/v1`.
   * @param given in the body of a POST.
   * @throws AppError of the kind that the operation failed with; `fetch-failed` where nothing answers, or answers as to
   *   a stranger.
   */
  ask(method: 'get' | 'post', path: string, given?: object): Promise<unknown>
}
