import { foldSpace } from '../../html/text.ts'
import { descend } from './descend.ts'
import { kinds } from './kinds.ts'
import { findInside, lineAt, type Outline } from './outline.ts'

const minStatedLength = 400

/** The tightest element with nearly all of the text that JSON-LD gives as the body; null for none. */
export function findStated(outline: Outline, statedBody: string): number | null {
  const wanted = foldSpace(statedBody.replace(/<[^>]*>/g, ' '))
  if (wanted.length < minStatedLength) return null
  const known = shinglesOf(wanted)
  const lengths = new Int32Array(outline.elements.length)
  for (let at = 1; at < outline.elements.length; at++) {
    if (
      outline.isCut[at] === 1 ||
      ((outline.kinds[at] ?? 0) & kinds.paragraph) === 0 ||
      findInside(outline, at, kinds.paragraph) !== -1
    )
      continue
    const line = lineAt(outline, at)
    const shingles = shinglesOf(line)
    const share = [...shingles].filter(shingle => known.has(shingle)).length / shingles.size
    if (share < 0.6) continue
    for (let around = at; around >= 0; around = outline.parents[around] ?? -1)
      lengths[around] = (lengths[around] ?? 0) + line.length
  }
  const found = lengths[0] ?? 0
  return found < wanted.length * 0.7 ? null : descend(outline, found, lengths)
}

function shinglesOf(line: string): ReadonlySet<string> {
  const words = line.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  const shingles = new Set<string>()
  for (let i = 0; i + 3 <= Math.max(words.length, 3); i++) shingles.add(words.slice(i, i + 3).join(' '))
  return shingles
}
