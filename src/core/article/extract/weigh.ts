import { codeAt } from '../../html/code-at.ts'
import { isSpace } from '../../html/text.ts'

/** What each code unit weighs: a Han, Kana or Hangul letter says as much as two others; white space as 0. */
const weights = new Uint8Array(0x1_0000).fill(1)
weights.fill(2, 0x3040, 0x3100).fill(2, 0x3400, 0xa000).fill(2, 0xac00, 0xd7b0)
for (let code = 0; code < weights.length; code++) if (isSpace(code)) weights[code] = 0

/** A run of white space, or a letter that weighs two. */
const uneven = /\s\s|[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/

/** How much text says: its characters, runs of white space as one, and none at the ends. */
export function weigh(text: string): number {
  const trimmed = text.trim()
  if (trimmed === '' || !uneven.test(trimmed)) return trimmed.length
  let weight = 0
  let pending = 0
  const { length } = text
  for (let at = 0; at < length; at++) {
    const own = weights[codeAt(text, at)] ?? 0
    if (own === 0) {
      if (weight > 0) pending = 1
    } else {
      weight += pending + own
      pending = 0
    }
  }
  return weight
}
