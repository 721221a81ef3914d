// What runs or stands in the page itself, or leads into the reader's own machine.
const unsafe = /^(?:javascript|vbscript|data|blob|file|filesystem|about|view-source):$/

/**
 * An address as a document gives it, made absolute; null for none and for one that must never be followed. Whether it
 * leads to the web is for `isWebAddress` to say.
 */
export function resolveUrl(reference: string | undefined, base: string | null): string | null {
  const url = parseUrl(reference?.trim() ?? '', base)
  return url !== null && !unsafe.test(url.protocol) ? url.href : null
}

/** Whether an absolute address can be fetched. */
export function isWebAddress(url: string): boolean {
  return /^https?:/i.test(url)
}

/** The base for what stands below (XML Base §4.2): itself relative to the one above. */
export function resolveBase(reference: string | undefined, base: string | null): string | null {
  return reference === undefined ? base : (parseUrl(reference.trim(), base)?.href ?? base)
}

function parseUrl(reference: string, base: string | null): URL | null {
  if (reference === '') return null
  return URL.canParse(reference, base ?? undefined) ? new URL(reference, base ?? undefined) : null
}
