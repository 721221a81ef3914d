import { hashId } from '../digest.ts'

/** A stretch of an article as its signature names it, so that it is known again whatever became of its line breaks. */
export interface Part {
  readonly kind: PartKind
  /** Length of the folded stretch in UTF-16 code units. */
  readonly length: number
  /** The first 80 bits of SHA-256 of the folded stretch. */
  readonly fingerprint: string
}

/** `note`: corrections and credits. `extra`: dates, addresses, captions, which some forms of an article leave out. */
export const partKinds = ['title', 'byline', 'notice', 'paragraph', 'note', 'extra'] as const

export type PartKind = (typeof partKinds)[number]

const fingerprintLength = 16

/**
 * What is left of a text after a messenger, a printer or an editor had it: letters, their marks and digits, in Unicode's
 * compatibility form (UAX #15). White space, quotes, dashes, joiners and pictures go, for those are changed on the way.
 */
export function foldText(text: string): string {
  return text.normalize('NFKC').replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '')
}

/** Takes the fingerprint of a stretch of text; null where folding leaves nothing of it. */
export function partOf(kind: PartKind, text: string): Part | null {
  const folded = foldText(text)
  return folded === '' ? null : { kind, length: folded.length, fingerprint: fingerprint(folded) }
}

export function fingerprint(folded: string): string {
  return hashId(folded, fingerprintLength)
}
