/**
 * An instant as RFC 3339 text in UTC, without fractions when there are none.
 * @param ms epoch milliseconds, an integer.
 */
export function toIso(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z')
}
