const newline = 0x0a

/** A line of input; null in place of one that was longer than the bound and was let go. */
export type Line = string | null

/**
 * Splits bytes into lines at `\n` alone: JSON may hold U+2028 and a lone `\r` as they are, where other line readers cut.
 * Holds one line at a time.
 * @param maxBytes a longer line is skipped and given as null.
 */
export async function* readLines(input: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
  let parts: Uint8Array[] = []
  let length = 0
  const add = (part: Uint8Array) => {
    length += part.length
    if (length > maxBytes) parts = []
    else parts.push(part)
  }
  const take = (): Line => {
    const line = length > maxBytes ? null : new TextDecoder().decode(Buffer.concat(parts))
    parts = []
    length = 0
    return line
  }
  for await (const chunk of input) {
    let start = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      add(chunk.subarray(start, end))
      yield take()
      start = end + 1
    }
    add(chunk.subarray(start))
  }
  if (length > 0) yield take()
}
