import { isSpace } from '../../html/text.ts'

/** How much text says: characters, runs of white space as one; a Han, Kana or Hangul letter says as much as two others. */
export function weigh(text: string): number {
  let weight = 0
  // Of a run of white space the first counts, and none at the ends.
  let pending = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (isSpace(code)) {
      if (weight > 0) pending = 1
    } else {
      weight += pending + (isSyllable(code) ? 2 : 1)
      pending = 0
    }
  }
  return weight
}

function isSyllable(code: number): boolean {
  return (
    code >= 0x3040 &&
    (code <= 0x30ff || (code >= 0x3400 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7af))
  )
}
