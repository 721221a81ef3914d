/** A body as it should be: its text, or paragraphs of which some may be missing. */
export type Truth = string | { readonly paras: readonly string[]; readonly optional: readonly number[] }

const runs = /[\p{L}\p{N}_]+/gu
const cjk =
  /[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[\p{L}\p{N}_]+?(?=[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[^\p{L}\p{N}_]|$)/gu

export function tokensOf(text: string, isCjk = false): string[] {
  return (
    text
      .normalize('NFC')
      .replaceAll(/[\u00ad\u200b]/g, '')
      .match(isCjk ? cjk : runs) ?? []
  )
}

function shingles(tokens: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  const n = 4
  for (let i = 0; i < Math.max(1, tokens.length - n + 1); i++) {
    const key = tokens.slice(i, i + n).join(' ')
    if (key !== '') counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

export interface Match {
  readonly tp: number
  readonly fp: number
  readonly fn: number
}

export function matchText(truth: Truth, predicted: string, isCjk = false): Match {
  const b = shingles(tokensOf(predicted, isCjk))
  const a = shingles(tokensOf(resolve(truth, b, isCjk), isCjk))
  let tp = 0
  let all = 0
  let wanted = 0
  for (const [key, count] of b) {
    all += count
    tp += Math.min(count, a.get(key) ?? 0)
  }
  for (const count of a.values()) wanted += count
  const sum = all + wanted - tp
  return sum === 0 ? { tp: 0, fp: 0, fn: 0 } : { tp: tp / sum, fp: (all - tp) / sum, fn: (wanted - tp) / sum }
}

function resolve(truth: Truth, predicted: ReadonlyMap<string, number>, isCjk: boolean): string {
  if (typeof truth === 'string') return truth
  return truth.paras
    .filter((para, index) => {
      if (!truth.optional.includes(index)) return true
      const own = [...shingles(tokensOf(para, isCjk)).keys()]
      return own.length === 0 || own.filter(key => predicted.has(key)).length / own.length >= 0.5
    })
    .join('\n\n')
}

export interface Figures {
  readonly pages: number
  readonly f1: number
  readonly precision: number
  readonly recall: number
  readonly meanF1: number
}

export function pageF1({ tp, fp, fn }: Match): number {
  return tp === 0 ? (fp + fn === 0 ? 1 : 0) : (2 * tp) / (2 * tp + fp + fn)
}

export function summarize(matches: readonly Match[]): Figures {
  const mean = (values: readonly number[]): number =>
    values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
  const precision = mean(
    matches.filter(({ tp, fp }) => tp + fp > 0).map(({ tp, fp, fn }) => (fp + fn === 0 ? 1 : tp / (tp + fp))),
  )
  const recall = mean(
    matches.filter(({ tp, fn }) => tp + fn > 0).map(({ tp, fp, fn }) => (fp + fn === 0 ? 1 : tp / (tp + fn))),
  )
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { pages: matches.length, f1, precision, recall, meanF1: mean(matches.map(pageF1)) }
}
