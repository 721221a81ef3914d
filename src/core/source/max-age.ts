/**
 * Reads how long an answer stays fresh from Cache-Control (RFC 9111 §5.2.2.1).
 * @returns seconds; null without a readable max-age, and where `no-cache` or `no-store` make it void.
 */
export function parseMaxAge(cacheControl: string | null): number | null {
  const directives = (cacheControl ?? '').split(',').map(each => each.trim().toLowerCase())
  if (directives.some(each => each === 'no-cache' || each === 'no-store')) return null
  // RFC 9111 §5.2: a recipient ought to understand the quoted form too.
  const seconds = directives
    .map(each => /^max-age\s*=\s*"?(\d{1,10})"?$/.exec(each)?.[1])
    .find(each => each !== undefined)
  return seconds === undefined ? null : Number(seconds)
}
