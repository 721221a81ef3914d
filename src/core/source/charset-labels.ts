/** What the bytes are said to hold, which decides where they name their encoding. */
export type TextKind = 'xml' | 'html' | 'json'

/**
 * The encoding that the first bytes prove: a byte order mark (Encoding Standard §6), or ASCII's characters in two or
 * four bytes (XML 1.0 appendix F).
 */
export function markedCharset(body: Uint8Array): string | null {
  const [first, second, third, fourth] = body
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? 'utf-32le' : 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) return 'utf-32be'
  return wideCharset(body)
}

const sampledBytes = 1024

function wideCharset(body: Uint8Array): string | null {
  const sample = body.subarray(0, sampledBytes - (sampledBytes % 4))
  const zeros = [0, 0, 0, 0]
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 4] = (zeros[index % 4] ?? 0) + 1
  if (sample[0] === 0x3c && sample[1] === 0 && sample[2] !== 0) return 'utf-16le'
  if (sample[0] === 0 && sample[1] === 0x3c) return 'utf-16be'
  const share = zeros.map(count => (count * 4) / Math.max(sample.length, 4))
  const [a = 0, b = 0, c = 0, d = 0] = share
  if (a > 0.9 && b > 0.9 && d < 0.1) return 'utf-32be'
  if (a < 0.1 && c > 0.9 && d > 0.9) return 'utf-32le'
  if (a < 0.05 && c < 0.05 && b > 0.2 && d > 0.2) return 'utf-16le'
  return b < 0.05 && d < 0.05 && a > 0.2 && c > 0.2 ? 'utf-16be' : null
}

/** The encoding that a Content-Type header names. */
export function headerCharset(contentType: string | null): string | null {
  const label = /;\s*charset\s*=\s*["']?\s*([^\s"';,]+)/i.exec(contentType ?? '')?.[1]
  return label === undefined ? null : knownLabel(label)
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

/** The encoding that a document names itself: its XML declaration or `meta` tag. */
export function declaredCharset(body: Uint8Array, kind: TextKind): string | null {
  const head = new TextDecoder('windows-1252').decode(body.subarray(0, prescannedBytes))
  for (const declaration of declarations[kind]) {
    const label = declaration.exec(head)?.[1]
    // Read as ASCII, so it can't be UTF-16 (HTML §13.2.3.2).
    if (label !== undefined) return isWide(label) ? 'utf-8' : knownLabel(label)
  }
  return null
}

/** Whether a label names an encoding in which no character is one byte. */
export function isWide(label: string): boolean {
  return /^(?:utf-?(?:16|32)|ucs-?[24]|unicode$|iso-10646)/i.test(label)
}

// Labels that are met and that the Encoding Standard does not have.
const otherLabels: Readonly<Record<string, string>> = {
  ...{ cp932: 'shift_jis', cp936: 'gbk', cp949: 'euc-kr', uhc: 'euc-kr', cp950: 'big5', cp51932: 'euc-jp' },
  ...{ utf8mb4: 'utf-8', utf8mb3: 'utf-8', tis620: 'windows-874', ansi: 'windows-1252' },
  ...{
    'koi8-ru': 'koi8-u',
    'mac-cyrillic': 'x-mac-cyrillic',
    'gb2312-80': 'gbk',
    eucjp: 'euc-jp',
    euckr: 'euc-kr',
  },
}

function knownLabel(label: string): string {
  const plain = label.toLowerCase()
  const page = /^(?:cp|win|windows|ms|x-cp)[-_ ]?(125\d|874)$/.exec(plain)?.[1]
  return page === undefined ? (otherLabels[plain.replaceAll('_', '-')] ?? plain) : `windows-${page}`
}
