import type { Element } from 'domhandler'
import { foldSpace } from '../../html/text.ts'
import { elementsOf, findElement, parentElement } from '../../html/tree.ts'
import { descend, paragraphNames } from './descend.ts'
import { knownLine } from './known-line.ts'

const minStatedLength = 400

/** The tightest element with nearly all of the text that JSON-LD gives as the body. */
export function findStated(root: Element, statedBody: string): Element | null {
  const wanted = foldSpace(statedBody.replace(/<[^>]*>/g, ' '))
  if (wanted.length < minStatedLength) return null
  const known = shinglesOf(wanted)
  const lengths = new Map<Element, number>()
  for (const element of elementsOf(root)) {
    if (
      !paragraphNames.has(element.name) ||
      findElement(element, ({ name }) => paragraphNames.has(name)) !== null
    )
      continue
    const line = knownLine(element)
    const shingles = shinglesOf(line)
    const share = [...shingles].filter(shingle => known.has(shingle)).length / shingles.size
    if (share < 0.6) continue
    for (let at: Element | null = element; at !== null; at = parentElement(at))
      lengths.set(at, (lengths.get(at) ?? 0) + line.length)
  }
  const found = lengths.get(root) ?? 0
  if (found < wanted.length * 0.7) return null
  return descend(root, found, element => lengths.get(element) ?? 0)
}

function shinglesOf(line: string): ReadonlySet<string> {
  const words = line.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  const shingles = new Set<string>()
  for (let i = 0; i + 3 <= Math.max(words.length, 3); i++) shingles.add(words.slice(i, i + 3).join(' '))
  return shingles
}
