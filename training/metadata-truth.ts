import { readFileSync } from 'node:fs'
import { lettersOf } from '../src/core/html/letters.ts'

/** What a page's metadata should be; a field that is not known is left out. */
export interface MetadataTruth {
  readonly title?: string | null
  readonly authors?: readonly string[] | null
  /** A day (`2026-05-04`) or an instant with its zone. */
  readonly published?: string | null
  readonly tags?: readonly string[] | null
}

/** What was read from a page, as far as it is scored. */
export interface ReadMetadata {
  readonly title: string | null
  readonly byline: readonly string[] | null
  readonly publishedMs: number | null
  readonly tags: readonly string[]
}

export const fields = ['title', 'authors', 'published', 'tags'] as const

export type Field = (typeof fields)[number]

/** How many values were right, of how many that were given and how many that there are. */
export interface Tally {
  readonly right: number
  readonly given: number
  readonly wanted: number
}

const hourMs = 3_600_000

/** Reads `{id: truth}`. */
export function readTruth(file: string): ReadonlyMap<string, MetadataTruth> {
  return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8'))))
}

/** Compares one field of a page; null where the truth does not know it. */
export function tallyField(field: Field, truth: MetadataTruth, read: ReadMetadata): Tally | null {
  if (field === 'title') return tallyOne(truth.title, read.title, sameWords)
  if (field === 'published') {
    const given = read.publishedMs === null ? null : String(read.publishedMs)
    return tallyOne(truth.published, given, sameTime)
  }
  const wanted = field === 'authors' ? truth.authors : truth.tags
  if (wanted === undefined || wanted === null) return null
  const given = new Set((field === 'authors' ? (read.byline ?? []) : read.tags).map(lettersOf))
  const right = wanted.filter(each => given.has(lettersOf(each))).length
  return { right, given: given.size, wanted: wanted.length }
}

function tallyOne(
  wanted: string | null | undefined,
  given: string | null,
  isSame: (wanted: string, given: string) => boolean,
): Tally | null {
  if (wanted === undefined) return null
  const isRight = wanted !== null && given !== null && isSame(wanted, given)
  return {
    right: isRight ? 1 : 0,
    given: given === null ? 0 : 1,
    wanted: wanted === null ? 0 : 1,
  }
}

function sameWords(wanted: string, given: string): boolean {
  return lettersOf(wanted) === lettersOf(given)
}

/** A day is right wherever on earth it is that day; a time of day to the minute. */
function sameTime(wanted: string, given: string): boolean {
  const givenMs = Number(given)
  if (/^\d{4}-\d{2}-\d{2}$/.test(wanted)) {
    const dayMs = Date.parse(`${wanted}T00:00:00Z`)
    return givenMs >= dayMs - 14 * hourMs && givenMs < dayMs + 36 * hourMs
  }
  const isZoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(wanted)
  return Math.abs(Date.parse(isZoned ? wanted : `${wanted}Z`) - givenMs) < 60_000
}
