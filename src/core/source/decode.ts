/** What the bytes are said to hold, which decides where they name their encoding. */
export type TextKind = 'xml' | 'html' | 'json'

export interface Decoded {
  readonly text: string
  /** The encoding that was used, by its name in the WHATWG Encoding Standard. */
  readonly charset: string
}

/**
 * Bytes from upstream as text: by byte order mark, header, or the document's own word, whichever fits the bytes first;
 * else as UTF-8 if they are that, else as `guessLegacy` says. Labels that nobody knows are passed over; nothing throws.
 * @param options.contentType the Content-Type header as sent.
 */
export function decodeText(
  body: Uint8Array,
  options: { readonly contentType: string | null; readonly kind: TextKind },
): Decoded {
  const labels = [
    markedCharset(body),
    headerCharset(options.contentType),
    declaredCharset(body, options.kind),
    'utf-8',
  ].filter(label => label !== null)
  for (const label of labels) {
    const decoded = decodeAs(body, label, true)
    if (decoded !== null) return reallyUtf8(body, decoded) ?? decoded
  }
  // A page cut off or damaged at a few places is still what it says it is.
  for (const label of labels) {
    const decoded = decodeAs(body, label, false)
    if (decoded !== null && isMostlyWhole(decoded.text)) return decoded
  }
  const charset = guessLegacy(body)
  return decodeAs(body, charset, false) ?? { text: '', charset }
}

/** The encoding of text that names none and is not UTF-8. Kept apart for a detector by letter frequencies. */
export function guessLegacy(_body: Uint8Array): string {
  return 'windows-1252'
}

// Encoding Standard §6, "BOM sniff"; without a mark, XML 1.0 appendix F tells UTF-16 by its first character.
function markedCharset(body: Uint8Array): string | null {
  const [first, second, third] = body
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be'
  return null
}

function headerCharset(contentType: string | null): string | null {
  return /;\s*charset\s*=\s*["']?\s*([^\s"';,]+)/i.exec(contentType ?? '')?.[1] ?? null
}

const declarations = {
  xml: [/<\?xml[^>]{0,200}?\sencoding\s*=\s*["']\s*([\w.:-]+)/i],
  html: [
    /<meta[^>]{0,200}?\scharset\s*=\s*["']?\s*([\w.:-]+)/i,
    /<meta[^>]{0,200}?\scontent\s*=\s*["']?[^"'>]{0,100}?charset\s*=\s*([\w.:-]+)/i,
    /<\?xml[^>]{0,200}?\sencoding\s*=\s*["']\s*([\w.:-]+)/i,
  ],
  // RFC 8259 §8.1: UTF-8 and nothing else.
  json: [],
} as const satisfies Record<TextKind, readonly RegExp[]>

const prescannedBytes = 4096

function declaredCharset(body: Uint8Array, kind: TextKind): string | null {
  const head = new TextDecoder('windows-1252').decode(body.subarray(0, prescannedBytes))
  for (const declaration of declarations[kind]) {
    const label = declaration.exec(head)?.[1]
    // Read as ASCII, so it can't be UTF-16 (HTML §13.2.3.2).
    if (label !== undefined) return /^utf-?16/i.test(label) ? 'utf-8' : label
  }
  return null
}

function decodeAs(body: Uint8Array, label: string, fatal: boolean): Decoded | null {
  try {
    const decoder = new TextDecoder(label, { fatal, ignoreBOM: false })
    return { text: decoder.decode(body), charset: decoder.encoding }
  } catch {
    // An unknown label, or bytes that are not in this encoding: the caller has the next one.
    return null
  }
}

// Every text fits an encoding of one byte a character, so its label may be a server's or an editor's default. No such
// text, if it goes beyond ASCII, is UTF-8 by chance.
function reallyUtf8(body: Uint8Array, decoded: Decoded): Decoded | null {
  const isOneByte = /^(?:windows-|iso-8859-|koi8-|macintosh|x-mac|ibm866)/.test(decoded.charset)
  return isOneByte ? decodeAs(body, 'utf-8', true) : null
}

// One replacement character in ten beyond ASCII is damage; more is another encoding.
function isMostlyWhole(text: string): boolean {
  const beyondAscii = text.match(/[^\x00-\x7f]/g)?.length ?? 0
  const replaced = text.match(/\ufffd/g)?.length ?? 0
  return replaced * 10 <= beyondAscii
}
