/**
 * Stands for the address of the mirror that is asked, without a trailing slash, in a document that is kept once for all
 * of them. The name can never be registered (RFC 6761 §6.4).
 */
export const baseMarker = 'https://base.tamizdat.invalid'

/** A path below the base as an absolute address on whichever mirror is asked. */
export function addressOf(path: string): string {
  return `${baseMarker}/${path}`
}

/** A foreign plain text in which nothing will be taken for the marker: it would be told the address of the reader's mirror. */
export function disarmText(text: string): string {
  return text.replaceAll(baseMarker, baseMarker.replace('.', '-'))
}

const escapedMarker = baseMarker.replaceAll('.', '\\.')
// What follows counts too: `…invalid.example.org` would carry the mirror's name to somebody's name server.
const strayMarker = new RegExp(`(?<! href=")${escapedMarker}|${escapedMarker}(?![/"?#])`, 'g')

/**
 * Markup in which the marker counts only as the whole beginning of a link, where relinking puts it. Anywhere else, for
 * instance in a query to somebody else's server, it would give the reader's mirror away.
 */
export function disarmHtml(html: string): string {
  if (!html.includes(baseMarker)) return html
  // Inside a value a quotation mark is written `&quot;`, so what follows `href="` is a link, or text that is only seen.
  return html.replace(strayMarker, baseMarker.replace('.', '&#46;'))
}
