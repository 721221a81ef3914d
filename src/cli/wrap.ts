/** How wide a terminal is; what is no terminal is as wide as any line. */
export function columnsOf(output: object): number {
  return 'columns' in output && typeof output.columns === 'number' && output.columns > 0
    ? output.columns
    : Number.POSITIVE_INFINITY
}

/**
 * Breaks a sentence at its spaces, each line after the first set in below the first. A word that is longer than a line,
 * an address say, stays whole, so that it can be copied.
 * @param indent how far in the sentence begins.
 */
export function hang(text: string, indent: number, columns: number): string {
  const room = Math.max(20, columns - indent)
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= room)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.join(`\n${' '.repeat(indent)}`)
}
