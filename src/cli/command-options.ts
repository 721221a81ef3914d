import { InvalidArgumentError, Option } from 'commander'

const defaultFile = 'mirrors.config.ts'

/** The configuration that a command works on. */
export function configOption(): Option {
  return new Option('--config <file>', 'configuration file').default(defaultFile)
}

/** A configuration whose limits a command takes; it needs none. */
export function limitsOption(): Option {
  return new Option(
    '--config <file>',
    "configuration file whose limits are taken (default: the product's own)",
  )
}

/** A configuration whose limits and rules for sites a command takes; it needs none. */
export function rulesOption(): Option {
  return new Option(
    '--config <file>',
    'configuration file whose limits, sources and rules for sites are taken (default: none)',
  )
}

export function jsonOption(): Option {
  return new Option('--json', 'print facts as JSON')
}

/** One or several examples below a command's help. */
export function example(...lines: readonly string[]): string {
  return `\nExample:\n${lines.map(line => `  $ npx tamizdat ${line}\n`).join('')}`
}

export function parsePort(text: string): number {
  return parseWhole(text, 0, 65_535)
}

export function parseCount(text: string): number {
  return parseWhole(text, 1, 100_000)
}

function parseWhole(text: string, min: number, max: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= max) return value
  throw new InvalidArgumentError(`Allowed: a whole number from ${min} to ${max}.`)
}
