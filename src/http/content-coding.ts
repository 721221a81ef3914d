import type { Coding } from '../core/page/padding.ts'

/**
 * Chooses what to send by Accept-Encoding (RFC 9110 §12.5.3).
 * @param accepted the header; null where there is none, as old clients do: they get no coding.
 * @param offered best first, `identity` among them: it is sent where nothing else is acceptable, since a reader who
 *   forbids it is helped better by it than by an error.
 */
export function chooseCoding(accepted: string | null, offered: readonly Coding[]): Coding {
  if (accepted === null) return 'identity'
  const weights = readWeights(accepted)
  const weightOf = (coding: Coding): number => {
    const named = weights.get(coding) ?? (coding === 'gzip' ? weights.get('x-gzip') : undefined)
    if (named !== undefined) return named
    // `identity` need not be named to be acceptable, but what is named comes before it.
    return coding === 'identity' ? Number.MIN_VALUE : (weights.get('*') ?? 0)
  }
  const best = Math.max(...offered.map(weightOf))
  return (best > 0 && offered.find(coding => weightOf(coding) === best)) || 'identity'
}

function readWeights(accepted: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  for (const part of accepted.toLowerCase().split(',')) {
    const [coding = '', ...parameters] = part.split(';').map(each => each.trim())
    if (coding !== '') weights.set(coding, readWeight(parameters))
  }
  return weights
}

function readWeight(parameters: readonly string[]): number {
  const weight = parameters.find(each => /^q\s*=/.test(each))
  if (weight === undefined) return 1
  const value = Number(weight.slice(weight.indexOf('=') + 1))
  return value >= 0 && value <= 1 ? value : 0
}
