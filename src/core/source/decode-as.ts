import { TextDecoder as StandardDecoder } from '#standard-decoder'

export interface Decoded {
  readonly text: string
  /** The encoding that was used, by its name in the WHATWG Encoding Standard. */
  readonly charset: string
}

/**
 * Bytes as text in one encoding; null for a label that nobody knows.
 * @param options.fatal null too where the bytes are not of this encoding.
 */
export function decodeAs(
  body: Uint8Array,
  label: string,
  { fatal }: { readonly fatal: boolean },
): Decoded | null {
  if (label === 'utf-32le' || label === 'utf-32be') return { text: decodeUtf32(body, label), charset: label }
  try {
    const decoder = decoderFor(label, fatal)
    return { text: decoder.decode(body), charset: decoder.encoding }
  } catch {
    // An unknown label, or bytes that are not in this encoding: the caller has the next one.
    return null
  }
}

// Node 24 decodes these by ICU's tables and not by the standard's: 8,824 of the syllables of Korean (windows-949) and
// 5,092 characters of Hong Kong's Big5 are lost. workerd 2026-11 has them all, so that the Worker does without the tables.
const decodedElsewhere =
  /^(?:big5|cn-big5|x-x-big5|euc-?kr|ks_?c|korean|windows-949|iso-ir-149|csksc|csbig5|shift|x-sjis|sjis|ms_kanji|windows-31j)/i

function decoderFor(label: string, fatal: boolean) {
  return decodedElsewhere.test(label)
    ? new StandardDecoder(label, { fatal })
    : new TextDecoder(label, { fatal, ignoreBOM: false })
}

// The Encoding Standard left it out; some servers did not.
function decodeUtf32(body: Uint8Array, label: 'utf-32le' | 'utf-32be'): string {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  const points: string[] = []
  for (let at = 0; at + 4 <= body.length; at += 4) {
    const point = view.getUint32(at, label === 'utf-32le')
    points.push(point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point))
  }
  return points.join('').replace(/^\ufeff/, '')
}
