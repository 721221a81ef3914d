/**
 * Whether the client has the document already: If-None-Match decides where it is sent, and If-Modified-Since only
 * where it is not (RFC 9110 §13.2.2).
 * @param lastModifiedMs 0 where there is no date to compare.
 */
export function isUnchanged(
  headers: Headers,
  document: { readonly etag: string; readonly lastModifiedMs: number },
): boolean {
  const noneMatch = headers.get('if-none-match')
  if (noneMatch !== null) return matches(noneMatch, document.etag)
  const since = Date.parse(headers.get('if-modified-since') ?? '')
  if (Number.isNaN(since) || document.lastModifiedMs === 0) return false
  // HTTP dates have whole seconds.
  return Math.floor(document.lastModifiedMs / 1000) <= Math.floor(since / 1000)
}

function matches(noneMatch: string, etag: string): boolean {
  if (noneMatch.trim() === '*') return true
  // Weak comparison is enough for If-None-Match (RFC 9110 §13.1.2): a proxy may have weakened our tag.
  return noneMatch.split(',').some(each => each.trim().replace(/^W\//, '') === etag)
}
