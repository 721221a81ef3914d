import { type Truth, tokensOf } from './score.ts'

/** Whether a passage belongs to the body, and how much it matters; weight 0 for what may be kept or not. */
export interface Label {
  readonly kept: boolean
  readonly weight: number
}

const n = 4

/** Labels the passages of a page by the text that its body should have. */
export function labelPassages(lines: readonly string[], truth: Truth): readonly Label[] {
  const text = typeof truth === 'string' ? truth : truth.paras.join('\n\n')
  const optional = new Set<string>()
  if (typeof truth !== 'string')
    for (const index of truth.optional)
      for (const key of keysOf(tokensOf(truth.paras[index] ?? '', true))) optional.add(key)
  const wanted = tokensOf(text, true).map(token => token.toLowerCase())
  const left = new Map<string, number>()
  for (const size of [1, 2, 3, 4])
    for (let i = 0; i + size <= wanted.length; i++) {
      const key = wanted.slice(i, i + size).join(' ')
      left.set(key, (left.get(key) ?? 0) + 1)
    }
  const truthLines = new Set(text.split(/\n+/).map(line => tokensOf(line, true).join(' ').toLowerCase()))
  const tokens = lines.map(line => tokensOf(line, true).map(token => token.toLowerCase()))
  const cover = tokens.map(each => coverOf(each, left))
  const density = smooth(tokens, cover)
  // Those that stand among others of the body take their words first; twins elsewhere find them taken.
  const order = tokens.map((_, index) => index).sort((a, b) => (density[b] ?? 0) - (density[a] ?? 0))
  const kept = tokens.map(() => false)
  const share = tokens.map(() => 0)
  for (const index of order) {
    const each = tokens[index] ?? []
    if (each.length < n) continue
    const own = coverOf(each, left)
    share[index] = own
    if (own < 0.5) continue
    kept[index] = true
    for (let i = 0; i + n <= each.length; i++) {
      const key = each.slice(i, i + n).join(' ')
      left.set(key, (left.get(key) ?? 0) - 1)
    }
  }
  const first = kept.indexOf(true)
  const last = kept.lastIndexOf(true)
  for (const [index, each] of tokens.entries()) {
    if (each.length >= n || each.length === 0) continue
    const known = truthLines.has(each.join(' ')) || (cover[index] ?? 0) > 0
    kept[index] =
      known &&
      index > first &&
      index < last &&
      ((density[index] ?? 0) > 0.5 || truthLines.has(each.join(' ')))
  }
  return tokens.map((each, index) => {
    const isOptional =
      optional.size > 0 &&
      [...keysOf(each)].filter(key => optional.has(key)).length > Math.max(1, each.length) * 0.4
    const clear = each.length < n ? 1 : Math.abs((share[index] ?? 0) - 0.5) * 2
    return {
      kept: kept[index] ?? false,
      weight: isOptional ? 0 : Math.max(1, each.length) * Math.max(0.15, clear),
    }
  })
}

function* keysOf(tokens: readonly string[]): Generator<string> {
  for (let i = 0; i + n <= Math.max(n, tokens.length); i++)
    yield tokens
      .slice(i, i + n)
      .join(' ')
      .toLowerCase()
}

function coverOf(tokens: readonly string[], left: ReadonlyMap<string, number>): number {
  if (tokens.length === 0) return 0
  const size = Math.min(n, tokens.length)
  let all = 0
  let found = 0
  for (let i = 0; i + size <= tokens.length; i++) {
    all++
    if ((left.get(tokens.slice(i, i + size).join(' ')) ?? 0) > 0) found++
  }
  return found / all
}

function smooth(tokens: readonly (readonly string[])[], cover: readonly number[]): readonly number[] {
  return tokens.map((_, index) => {
    let all = 0
    let found = 0
    for (let at = Math.max(0, index - 6); at <= index + 6 && at < tokens.length; at++) {
      const size = tokens[at]?.length ?? 0
      if (size < n) continue
      all += size
      found += size * (cover[at] ?? 0)
    }
    return all === 0 ? 0 : found / all
  })
}
