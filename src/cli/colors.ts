import type { Writable } from 'node:stream'

const codes = { red: 31, yellow: 33, green: 32, dim: 2 } as const

export type Color = keyof typeof codes

/** Colors a text where a person reads it on a terminal, and has not asked for none (no-color.org). */
export function paint(output: Writable, text: string, color: Color | null): string {
  if (color === null || !('isTTY' in output) || output.isTTY !== true || process.env['NO_COLOR']) return text
  return `\u001b[${codes[color]}m${text}\u001b[0m`
}
