import { once } from 'node:events'
import { toIso } from '../core/instant.ts'
import type { Terminal } from './session.ts'

/** Writes text and waits while the reader of the output is slow, so that nothing piles up in memory. */
export async function write({ output, signal }: Terminal, text: string): Promise<void> {
  signal.throwIfAborted()
  if (output.write(text)) return
  await once(output, 'drain', { signal })
}

/** Facts for programs: one JSON document. */
export async function writeJson(terminal: Terminal, facts: unknown): Promise<void> {
  await write(terminal, `${JSON.stringify(facts, null, 2)}\n`)
}

/** Facts for people: columns as wide as their widest cell, parted by two spaces; null is a dash. */
export function formatTable(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const lines = [header, ...rows.map(row => row.map(cell => `${cell ?? '–'}`))]
  const widths = header.map((_, column) => Math.max(...lines.map(line => widthOf(line[column] ?? ''))))
  return lines
    .map(line =>
      line
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
        .join('  ')
        .trimEnd(),
    )
    .map(line => `${line}\n`)
    .join('')
}

/** Names and values, one pair a line. */
export function formatFacts(facts: Readonly<Record<string, string | number | null>>): string {
  const width = Math.max(...Object.keys(facts).map(name => name.length))
  return Object.entries(facts)
    .map(([name, value]) => `${name.padEnd(width)}  ${value ?? '–'}\n`)
    .join('')
}

/** An instant to the second, in UTC; null where there is none. */
export function formatInstant(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : toIso(Math.floor(ms / 1000) * 1000)
}

function widthOf(text: string): number {
  // Marks that stand on the letter before them take no room.
  return [...text.replaceAll(/\p{Mn}|\p{Cf}/gu, '')].length
}
