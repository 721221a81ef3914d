/**
 * Divides a text into parts of a bounded size, for ways that carry little at a time: a message, a page of a satellite
 * cast. Each begins with its number, `3/12`, and is cut between two lines or, within a long one, between two words.
 * @param maxBytes of UTF-8, the number included; at least 100.
 */
export function divideText(text: string, maxBytes: number): readonly string[] {
  for (let digits = 1; ; digits++) {
    const headBytes = 2 * digits + 2
    const parts = cut(text, maxBytes - headBytes)
    if (String(parts.length).length <= digits)
      return parts.map((part, index) => `${index + 1}/${parts.length}\n${part}`)
  }
}

function cut(text: string, maxBytes: number): readonly string[] {
  const parts: string[] = []
  let rest = text
  while (rest !== '') {
    const fitting = takeBytes(rest, maxBytes)
    const end = fitting.length === rest.length ? fitting.length : breakIn(fitting)
    parts.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
  }
  return parts
}

/** As many whole characters as fit; a character is never cut, nor a mark taken from its letter. */
function takeBytes(text: string, maxBytes: number): string {
  const encoder = new TextEncoder()
  // `encodeInto` stops before the first character that does not fit whole.
  const { read } = encoder.encodeInto(text, new Uint8Array(maxBytes))
  let end = read
  while (end > 0 && end < text.length && /^\p{M}/u.test(text.slice(end))) end--
  return text.slice(0, end)
}

function breakIn(text: string): number {
  const line = text.lastIndexOf('\n')
  if (line > text.length / 2) return line + 1
  const space = Math.max(text.lastIndexOf(' '), line)
  // A script without spaces between words has no better place.
  return space > text.length / 2 ? space + 1 : text.length
}
