import { foldSpace } from '../../html/text.ts'
import { descend } from './descend.ts'
import { kinds } from './kinds.ts'
import { findInside, lineAt, type Outline } from './outline.ts'
import { type Shingles, shinglesOf } from './shingles.ts'
import { WordPrints } from './word-prints.ts'

const minStatedLength = 400

/** The tightest element with nearly all of the text that JSON-LD gives as the body; null for none. */
export function findStated(outline: Outline, statedBody: string): number | null {
  const wanted = foldSpace(statedBody.replace(/<[^<>]*>/g, ' '))
  if (wanted.length < minStatedLength) return null
  const words = new WordPrints()
  const known = shinglesOf(wanted, { isSplit: false })
  const lengths = new Int32Array(outline.elements.length)
  for (let at = 1; at < outline.elements.length; at++) {
    if (
      outline.isCut[at] === 1 ||
      ((outline.kinds[at] ?? 0) & kinds.paragraph) === 0 ||
      findInside(outline, at, kinds.paragraph) !== -1
    )
      continue
    const line = lineAt(outline, at)
    words.read(line, { isSplit: false })
    if (shareAmong(known, words) < 0.6) continue
    for (let around = at; around >= 0; around = outline.parents[around] ?? -1)
      lengths[around] = (lengths[around] ?? 0) + line.length
  }
  const found = lengths[0] ?? 0
  return found < wanted.length * 0.7 ? null : descend(outline, found, lengths)
}

/** The share of a line's shingles that are known, each counted once. */
function shareAmong(known: Shingles, words: WordPrints): number {
  const share = known.shareOf(words)
  // Most lines are known as a whole, or not at all.
  if (share === 0 || share === 1) return share
  const shingles = new Set<number>()
  for (let at = 0; at < words.shingleCount; at++) shingles.add(words.shingleAt(at))
  let same = 0
  for (const shingle of shingles) if (known.has(shingle)) same++
  return same / shingles.size
}
