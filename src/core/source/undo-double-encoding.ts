// By which encodings UTF-8 was taken for something else on its way into UTF-8.
const misreadAs = ['windows-1252', 'windows-1251'] as const

const beyondAscii = /[\u0080-\uffff]+/g
const fewestRuns = 3
const sampledLength = 200_000

/**
 * Text that was UTF-8, was read as one byte a character, and was written as UTF-8 again (`Ð¿Ñ€Ð¸` or `РїСЂРё` for
 * `при`), as it was meant. Only where it is certain: nearly all that could have come about so must give UTF-8 again,
 * which no text of any language does by chance. Any otherLength text is given back as it is.
 */
export function undoDoubleEncoding(text: string): string {
  // The first bytes of two and of three, as these encodings show them.
  if (!/[ÂÃÅÐÑØÙàâãРСВГ][\u0080-\uffff]/.test(text.slice(0, sampledLength))) return text
  for (const charset of misreadAs) {
    const bytes = bytesOf(charset)
    if (isCertain(text.slice(0, sampledLength), bytes))
      return text.replace(beyondAscii, run => reread(run, bytes) ?? run)
  }
  return text
}

function isCertain(text: string, bytes: ReadonlyMap<string, number>): boolean {
  let runs = 0
  let rereadLength = 0
  let otherLength = 0
  for (const [run] of text.matchAll(beyondAscii)) {
    if (reread(run, bytes) !== null) {
      runs++
      rereadLength += run.length
    } else if ([...run].every(character => bytes.has(character))) otherLength += run.length
  }
  return runs >= fewestRuns && rereadLength >= 9 * otherLength
}

/** A run of characters as the UTF-8 that its bytes are; null if they are not. */
function reread(run: string, bytes: ReadonlyMap<string, number>): string | null {
  const codes = Array.from(run, character => bytes.get(character))
  if (codes.length < 2 || codes.includes(undefined)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(
      Uint8Array.from(codes as number[]),
    )
  } catch {
    // Bytes that are no UTF-8: what most text gives.
    return null
  }
}

const tables = new Map<string, ReadonlyMap<string, number>>()

/** The byte of each character beyond ASCII. */
function bytesOf(charset: string): ReadonlyMap<string, number> {
  const known = tables.get(charset)
  if (known !== undefined) return known
  const decoder = new TextDecoder(charset)
  const table = new Map<string, number>()
  for (let byte = 0x80; byte <= 0xff; byte++) table.set(decoder.decode(Uint8Array.of(byte)), byte)
  tables.set(charset, table)
  return table
}
