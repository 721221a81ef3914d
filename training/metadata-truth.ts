import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Extraction } from '../src/core/article/article.ts'
import { lettersOf } from '../src/core/html/letters.ts'

/** What a page's metadata should be; a field that is not known is left out, one that the page has not is null or empty. */
export interface MetadataTruth {
  /** As it is shown, any of several; or what `hashOf` makes of it, where the words are not ours to give. */
  readonly title?: string | readonly string[] | null
  /** People. `A|B` is one of them, written either way. */
  readonly authors?: readonly string[] | null
  /** Whose report it is, or was used, besides the publisher's own. */
  readonly agencies?: readonly string[]
  /** A day (`2026-05-04`) or an instant with its zone. */
  readonly published?: string | null
  readonly modified?: string | null
  readonly language?: string
  readonly direction?: 'ltr' | 'rtl'
  readonly canonical?: string
  /** Any of these; none where the page states none. */
  readonly sections?: readonly string[]
  readonly tags?: readonly string[] | null
  /** How each begins. */
  readonly corrections?: readonly string[]
  readonly notices?: readonly string[]
  /** What is neither wanted nor wrong: a newsroom in the place of its people, a section among the tags. */
  readonly also?: Readonly<Partial<Record<Field, readonly string[]>>>
}

export const fields = [
  'title',
  'authors',
  'credits',
  'published',
  'modified',
  'language',
  'direction',
  'canonical',
  'section',
  'tags',
  'corrections',
  'notices',
] as const

export type Field = (typeof fields)[number]

/** What was read from a page; a field that nothing read is left out. */
export type ReadMetadata = Partial<Extraction>

/** How many values were right, of how many that were given and how many that there are. */
export interface Tally {
  readonly right: number
  readonly given: number
  readonly wanted: number
}

const hourMs = 3_600_000

/** Reads `{id: truth}`, or a line of `{id, …truth}` for each page. */
export function readTruth(file: string): ReadonlyMap<string, MetadataTruth> {
  const text = readFileSync(file, 'utf8')
  if (!file.endsWith('.ndjson')) return new Map(Object.entries(JSON.parse(text)))
  const pages: readonly ({ readonly id: string } & MetadataTruth)[] = text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  return new Map(pages.map(({ id, ...truth }) => [id, truth]))
}

/** The letters of a line as a number that tells whether another is the same and not what it is. */
export function hashOf(line: string): string {
  return `sha256:${createHash('sha256').update(lettersOf(line)).digest('hex').slice(0, 16)}`
}

/** What should be read as a field, and what was: for people to look at. */
export function valuesOf(
  field: Field,
  truth: MetadataTruth,
  read: ReadMetadata,
): readonly [unknown, unknown] {
  const shownMs = (ms: number | null | undefined): string | null =>
    typeof ms === 'number' ? new Date(ms).toISOString() : null
  if (field === 'authors') return [truth.authors, read.byline]
  if (field === 'credits') return [truth.agencies, read.credits]
  if (field === 'published') return [truth.published, shownMs(read.publishedMs)]
  if (field === 'modified') return [truth.modified, shownMs(read.modifiedMs)]
  if (field === 'canonical') return [truth.canonical, read.canonicalUrl]
  if (field === 'section') return [truth.sections, read.section]
  return [truth[field], read[field]]
}

/** Compares one field of a page; null where the truth does not know it. */
export function tallyField(field: Field, truth: MetadataTruth, read: ReadMetadata): Tally | null {
  const also = truth.also?.[field] ?? []
  if (field === 'title') return tallyOne(truth.title, read.title, sameWords)
  if (field === 'authors') return tallyMany(truth.authors, read.byline ?? [], { also, isSame: sameWords })
  if (field === 'credits') return tallyMany(truth.agencies, read.credits ?? [], { also, isSame: holds })
  if (field === 'published') return tallyOne(truth.published, msText(read.publishedMs), sameTime)
  if (field === 'modified') return tallyOne(truth.modified, msText(read.modifiedMs), sameTime)
  if (field === 'language') return tallyOne(truth.language, read.language, sameLanguage)
  if (field === 'direction') return tallyOne(truth.direction, read.direction, (a, b) => a === b)
  if (field === 'canonical') return tallyOne(truth.canonical, read.canonicalUrl, sameAddress)
  if (field === 'section') {
    const isAllowed = also.some(each => sameWords(each, read.section ?? ''))
    return tallyOne(truth.sections, isAllowed ? null : read.section, sameWords)
  }
  if (field === 'tags') return tallyMany(truth.tags, read.tags ?? [], { also, isSame: sameWords })
  return tallyMany(truth[field], read[field] ?? [], { also, isSame: begins })
}

/** One value, of which the truth may know several; an empty list says that there is none. */
function tallyOne(
  truth: string | readonly string[] | null | undefined,
  given: string | null | undefined,
  isSame: (wanted: string, given: string) => boolean,
): Tally | null {
  if (truth === undefined) return null
  const wanted = [truth ?? []].flat()
  const isRight = given !== null && given !== undefined && wanted.some(each => isSame(each, given))
  return { right: isRight ? 1 : 0, given: given ? 1 : 0, wanted: wanted.length > 0 ? 1 : 0 }
}

/** Several values: each that is wanted is right if it was given, each that was given counts unless it is allowed. */
function tallyMany(
  truth: readonly string[] | null | undefined,
  read: readonly string[],
  {
    also,
    isSame,
  }: { readonly also: readonly string[]; readonly isSame: (wanted: string, given: string) => boolean },
): Tally | null {
  if (truth === undefined || truth === null) return null
  const same = (wanted: string, given: string): boolean => wanted.split('|').some(each => isSame(each, given))
  const right = truth.filter(wanted => read.some(given => same(wanted, given))).length
  const wrong = read.filter(given => ![...truth, ...also].some(each => same(each, given)))
  const distinct = new Set(wrong.map(lettersOf)).size
  return { right, given: right + distinct, wanted: truth.length }
}

function sameWords(wanted: string, given: string): boolean {
  return wanted.startsWith('sha256:') ? hashOf(given) === wanted : lettersOf(wanted) === lettersOf(given)
}

/** Whether a line names somebody, as words of its own. */
function holds(name: string, line: string): boolean {
  const words = (text: string): string =>
    ` ${text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()} `
  return words(line).includes(words(name))
}

function begins(start: string, line: string): boolean {
  return lettersOf(line).startsWith(lettersOf(start))
}

/** Bokmål and Norwegian are one here, and so are the countries of a language. */
function sameLanguage(wanted: string, given: string): boolean {
  const primary = (tag: string): string => (tag.split('-')[0] ?? '').replace(/^n[bn]$/, 'no')
  return primary(wanted) === primary(given)
}

function sameAddress(wanted: string, given: string): boolean {
  return URL.parse(wanted)?.href === URL.parse(given)?.href
}

function msText(ms: number | null | undefined): string | null {
  return typeof ms === 'number' ? String(ms) : null
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
