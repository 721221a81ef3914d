/** An address as a document gives it, made absolute; null where it leads nowhere on the web. */
export function resolveUrl(reference: string | undefined, base: string | null): string | null {
  const url = parseUrl(reference?.trim() ?? '', base)
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null
}

/** The base for what stands below (XML Base §4.2): itself relative to the one above. */
export function resolveBase(reference: string | undefined, base: string | null): string | null {
  return reference === undefined ? base : (parseUrl(reference.trim(), base)?.href ?? base)
}

function parseUrl(reference: string, base: string | null): URL | null {
  if (reference === '') return null
  return URL.canParse(reference, base ?? undefined) ? new URL(reference, base ?? undefined) : null
}
