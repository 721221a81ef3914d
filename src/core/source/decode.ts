import { declaredCharset, headerCharset, isWide, markedCharset, type TextKind } from './charset-labels.ts'
import { type Decoded, decodeAs } from './decode-as.ts'
import { guessCharset } from './guess-charset.ts'
import { looksMisread } from './looks-misread.ts'
import { undoDoubleEncoding } from './undo-double-encoding.ts'

export type { TextKind } from './charset-labels.ts'
export type { Decoded } from './decode-as.ts'

/**
 * Bytes from upstream as text: by byte order mark, header, or the document's own word, whichever fits the bytes first;
 * else as UTF-8 if they are that, else by a guess. A label that the bytes prove wrong is passed over, and text that was
 * encoded twice is given as it was meant. Nothing throws.
 * @param options.contentType the Content-Type header as sent.
 */
export function decodeText(
  body: Uint8Array,
  options: { readonly contentType: string | null; readonly kind: TextKind },
): Decoded {
  const decoded = decodeOnce(body, options)
  return decoded.charset === 'utf-8' ? { ...decoded, text: undoDoubleEncoding(decoded.text) } : decoded
}

function decodeOnce(
  body: Uint8Array,
  options: { readonly contentType: string | null; readonly kind: TextKind },
): Decoded {
  const marked = markedCharset(body)
  if (marked !== null && isWide(marked)) return decodeAs(body, marked, { fatal: false }) ?? nothing
  if (isShifted(body)) return decodeAs(body, 'iso-2022-jp', { fatal: false }) ?? nothing
  const labels = statedCharsets(body, marked, options)
  const misread: Decoded[] = []
  for (const label of labels) {
    const decoded = decodeAs(body, label, { fatal: true })
    if (decoded === null) continue
    const trusted = reallyUtf8(body, decoded) ?? decoded
    if (trusted.charset === 'utf-8' || !isDoubtful(body, trusted)) return trusted
    misread.push(trusted)
  }
  const damaged = misread.length > 0 ? undefined : decodeDamaged(body, labels)
  return damaged ?? decodeByGuess(body, misread[0])
}

function statedCharsets(
  body: Uint8Array,
  marked: string | null,
  options: { readonly contentType: string | null; readonly kind: TextKind },
): readonly string[] {
  const header = headerCharset(options.contentType)
  const declared = declaredCharset(body, options.kind)
  const isDefault = header !== null && /^(?:iso-?8859-1|latin1|us-ascii)$/.test(header)
  const stated = isDefault ? [marked, declared, header] : [marked, header, declared]
  // Without zero bytes, which `markedCharset` looked for, it is none of the wide ones.
  return [...stated, 'utf-8'].filter(label => label !== null && !isWide(label)) as string[]
}

// So many that the detector was never wrong about texts of fifteen languages in windows-1252.
const convincingBytes = 40

// ISO 8859-1, which is read as windows-1252, is what servers and editors state who were told nothing.
function isDoubtful(body: Uint8Array, { text, charset }: Decoded): boolean {
  if (looksMisread(text)) return true
  if (charset !== 'windows-1252') return false
  return !/^(?:windows-1252|iso-8859-15)$/.test(guessCharset(body, { fewestBytes: convincingBytes }))
}

const nothing: Decoded = { text: '', charset: 'utf-8' }

// A page cut off or damaged at a few places is still what it says it is.
function decodeDamaged(body: Uint8Array, labels: readonly string[]): Decoded | undefined {
  return labels
    .map(label => decodeAs(body, label, { fatal: false }))
    .find(decoded => decoded !== null && isMostlyWhole(decoded.text)) as Decoded | undefined
}

function decodeByGuess(body: Uint8Array, stated: Decoded | undefined): Decoded {
  const guessed = decodeAs(body, guessCharset(body), { fatal: false }) ?? nothing
  const isBetter = stated === undefined || (isMostlyWhole(guessed.text) && !looksMisread(guessed.text))
  return isBetter ? guessed : stated
}

// Every text fits an encoding of one byte a character, so its label may be a server's or an editor's default. No such
// text, if it goes beyond ASCII, is UTF-8 by chance; of several bytes a character, none that goes beyond it often.
function reallyUtf8(body: Uint8Array, decoded: Decoded): Decoded | null {
  if (decoded.charset === 'utf-8' || decoded.charset === 'iso-2022-jp') return null
  const utf8 = decodeAs(body, 'utf-8', { fatal: true })
  const isOneByte = /^(?:windows-|iso-8859-|koi8-|macintosh|x-mac|ibm866)/.test(decoded.charset)
  return utf8 !== null && (isOneByte || (utf8.text.match(/[^\x00-\x7f]/gu)?.length ?? 0) >= 4) ? utf8 : null
}

// RFC 1468: text in ASCII's bytes alone, told by the sequences that shift to Japanese.
function isShifted(body: Uint8Array): boolean {
  let at = body.indexOf(0x1b)
  for (let tries = 0; at !== -1 && tries < 20; tries++) {
    if (body[at + 1] === 0x24 && (body[at + 2] === 0x42 || body[at + 2] === 0x40)) return true
    at = body.indexOf(0x1b, at + 1)
  }
  return false
}

// One replacement character in ten beyond ASCII is damage; more is another encoding.
function isMostlyWhole(text: string): boolean {
  const beyondAscii = text.match(/[^\x00-\x7f]/g)?.length ?? 0
  const replaced = text.match(/\ufffd/g)?.length ?? 0
  return replaced * 10 <= beyondAscii
}
