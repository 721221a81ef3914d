/**
 * Reads the server's name out of the first bytes of a TLS connection (RFC 8446 §4.1.2, RFC 6066 §3), as a censor's
 * machine does.
 * @returns `undefined` while the greeting is not whole, null where it names nobody or is none.
 */
export function readServerName(bytes: Buffer): string | null | undefined {
  if (bytes.length > 0 && bytes[0] !== 22) return null
  if (bytes.length < 5 || bytes.length < 5 + bytes.readUInt16BE(3)) return undefined
  // Record header, handshake header, version, random.
  let at = 5 + 4 + 2 + 32
  at += 1 + (bytes[at] ?? 0)
  at += 2 + bytes.readUInt16BE(at)
  at += 1 + (bytes[at] ?? 0)
  const end = Math.min(bytes.length, at + 2 + bytes.readUInt16BE(at))
  at += 2
  while (at + 4 <= end) {
    const [type, length] = [bytes.readUInt16BE(at), bytes.readUInt16BE(at + 2)]
    // The list's length, the kind of the name, the name's length.
    if (type === 0) return bytes.toString('latin1', at + 9, at + 4 + length)
    at += 4 + length
  }
  return null
}
