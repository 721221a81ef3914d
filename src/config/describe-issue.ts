import type { z } from 'zod'
import { type ConfigKey, findKey, formatPath, formatValue, keysBelow } from './config-keys.ts'
import { nearestWord } from './nearest-word.ts'

const longestValueShown = 80

/** What is wrong with a configuration, a line for each key: its path, the value, what is allowed. */
export function describeIssue(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map(name => describeUnknownKey(name, issue.path))
  const path = formatPath(issue.path)
  const key = findKey(issue.path)
  if (key === undefined) return [`${path === '' ? 'the configuration' : path}: ${issue.message}`]
  return [`${path}: ${describeFault(issue, key)}; allowed: ${describeAllowed(key)}`]
}

function describeFault(issue: z.core.$ZodIssue, key: ConfigKey): string {
  if (issue.input === undefined) return 'is missing'
  if (issue.code === 'too_small' && Array.isArray(issue.input)) return 'is empty'
  // The value may be a secret that was written into the file by mistake.
  if (key.confidential) return 'is not what may stand here'
  const value = formatValue(issue.input)
  return value.length > longestValueShown
    ? `${value.slice(0, longestValueShown)}… will not do`
    : `${value} will not do`
}

function describeAllowed(key: ConfigKey): string {
  const unit = key.unit === undefined ? '' : ` (${key.unit})`
  return key.example === undefined ? `${key.allowed}${unit}` : `${key.allowed}${unit}, such as ${key.example}`
}

function describeUnknownKey(name: string, parent: readonly PropertyKey[]): string {
  const known = keysBelow(parent)
  const nearest = nearestWord(name, known)
  const hint = nearest === null ? '' : ` – did you mean ${nearest}?`
  return `${formatPath([...parent, name])}: is no key${hint}; allowed: ${known.join(', ')}`
}
