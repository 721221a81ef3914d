/** A WebSub hub (W3C Recommendation of 23 January 2018), which tells subscribers at once what they would poll for. */
export interface Hub {
  /**
   * Says that these feeds have changed.
   * @param topics their absolute addresses.
   * @throws AppError `blocked-address`, `fetch-failed`, `fetch-timeout`, `upstream-refused` for any answer but 2xx.
   */
  tell(topics: readonly string[], signal?: AbortSignal): Promise<void>
  close(): Promise<void>
}
