import { lettersOf } from '../../../html/letters.ts'
import { isLead } from '../inset.ts'
import type { Passage } from '../passages.ts'
import type { Places } from '../places.ts'
import { type Shingles, shinglesOf } from '../shingles.ts'
import { WordPrints } from '../word-prints.ts'
import { type Alike, groupAlike } from './alike.ts'
import { branchesOf, countBranches, findDensestPlace } from './densest.ts'
import { tagOf } from './tags.ts'

/** What is known of a page besides its passages. */
export interface PageHints {
  readonly title: string | null
  readonly summary: string | null
  readonly statedBody: string | null
  /** What the rules make of each passage: 0 dropped, 1 outside the body, 2 in the body. */
  readonly standings: readonly number[]
}

/** The passages of a page in the places where they stand, with what is known of each: lists by number of the passage. */
export interface Page {
  readonly passages: readonly Passage[]
  readonly places: Places
  readonly standings: readonly number[]
  /** Its element's place in the order of tags. */
  readonly tags: Int8Array
  /** Characters before it. */
  readonly before: Int32Array
  readonly isLead: Uint8Array
  /** 3 for the title, 2 for most of it, 1 for what has it as a part. */
  readonly titleLikeness: Uint8Array
  readonly statedShare: Float32Array
  readonly summaryShare: Float32Array
  /** How many passages say the same. */
  readonly twins: Int32Array
  /** Those with the same names, and those in places with the same names. */
  readonly alike: readonly Alike[]
  readonly placeAlike: readonly Alike[]
  /** The last heading before it; -1 for none. */
  readonly headings: Int32Array
  /** The depth of the innermost place that holds it and the passage after it. */
  readonly meetings: Uint16Array
  /** The part of the densest place, right below it, in which it stands; -1 for none. */
  readonly branches: Int32Array
  /** How many branches of the densest place share a signature. */
  readonly siblings: ReadonlyMap<number, number>
  readonly densest: number
  /** The passage that says the title; -1 for none. */
  readonly headline: number
  /** Characters of all passages, and those of them in links, in prose and of scripts without spaces. */
  readonly text: number
  readonly linked: number
  readonly prose: number
  readonly wide: number
  readonly logOfText: number
  readonly logOfProse: number
}

const maxShort = 260

/**
 * Looks at passages among the others.
 * @param indexes those that are measured, by their numbers: what only they are asked stays empty for others.
 */
export function readPage(
  passages: readonly Passage[],
  places: Places,
  hints: PageHints,
  indexes: readonly number[],
): Page {
  const count = passages.length
  const tags = new Int8Array(count)
  const before = new Int32Array(count)
  const headings = new Int32Array(count)
  const marks = markLines(passages, indexes, hints)
  const stated = shinglesOf(hints.statedBody ?? '')
  const sums = { text: 0, linked: 0, prose: 0, wide: 0 }
  let heading = -1
  let headline = -1
  for (let index = 0; index < count; index++) {
    const passage = passages[index]
    if (passage === undefined) break
    tags[index] = tagOf(passage.element.name)
    before[index] = sums.text
    headings[index] = heading
    if (passage.isHeading) {
      heading = index
      if (headline < 0 && (marks.titleLikeness[index] ?? 0) >= 2) headline = index
    }
    sums.text += passage.length
    sums.linked += passage.linked
    sums.wide += passage.letters.wide
    if (passage.isProse) sums.prose += passage.length - passage.linked
  }
  if (headline < 0) headline = passages.findIndex(({ element }) => element.name === 'h1')
  const densest = findDensestPlace(passages, places)
  const branches = branchesOf(passages, places, densest)
  const { signatures } = places
  return {
    passages,
    places,
    standings: hints.standings,
    tags,
    before,
    ...marks,
    ...sharesOf(passages, indexes, { stated, summary: shinglesOf(hints.summary ?? '') }),
    twins: countTwins(passages),
    alike: groupAlike(passages, ({ at }) => signatures[at] ?? 0),
    placeAlike: groupAlike(passages, ({ around }) => (around < 0 ? -1 : (signatures[around] ?? 0))),
    headings,
    meetings: meetingsOf(passages, places),
    branches,
    siblings: countBranches(branches, places),
    densest,
    headline,
    ...sums,
    logOfText: Math.log1p(Math.max(0, sums.text)),
    logOfProse: Math.log1p(Math.max(0, sums.prose)),
  }
}

/** What the words of each passage alone tell. */
function markLines(
  passages: readonly Passage[],
  indexes: readonly number[],
  { title }: PageHints,
): Pick<Page, 'isLead' | 'titleLikeness'> {
  const count = passages.length
  const marks = {
    isLead: new Uint8Array(count),
    titleLikeness: new Uint8Array(count),
  }
  const isMeasured = new Uint8Array(count)
  for (const index of indexes) isMeasured[index] = 1
  const wanted = lettersOf(title ?? '')
  for (let index = 0; index < count; index++) {
    const passage = passages[index]
    if (passage === undefined) break
    const { line, isHeading } = passage
    if (line.length > maxShort) continue
    // The headline may be none of those that are measured.
    if (wanted !== '' && (isMeasured[index] === 1 || isHeading))
      marks.titleLikeness[index] = likenessTo(wanted, lettersOf(line))
    if (isLead(line)) marks.isLead[index] = 1
  }
  return marks
}

function likenessTo(title: string, line: string): number {
  if (line === title) return 3
  if (line.length < 8 || title.length < 8) return 0
  const isLonger = line.length > title.length
  const at = isLonger ? line.indexOf(title) : title.indexOf(line)
  if (at <= 0) return at === 0 ? 2 : 0
  return isLonger || line.length > 15 ? 1 : 0
}

/** Which share of each passage the stated body and the summary have; -1 where there is none. */
function sharesOf(
  passages: readonly Passage[],
  indexes: readonly number[],
  { stated, summary }: { readonly stated: Shingles; readonly summary: Shingles },
): Pick<Page, 'statedShare' | 'summaryShare'> {
  const statedShare = new Float32Array(passages.length).fill(-1)
  const summaryShare = new Float32Array(passages.length).fill(-1)
  if (stated.isEmpty && summary.isEmpty) return { statedShare, summaryShare }
  const words = new WordPrints()
  for (const index of indexes) {
    words.read(passages[index]?.line ?? '', { isSplit: true })
    if (!stated.isEmpty) statedShare[index] = stated.shareOf(words)
    if (!summary.isEmpty) summaryShare[index] = summary.shareOf(words)
  }
  return { statedShare, summaryShare }
}

function meetingsOf(passages: readonly Passage[], { outline, depths }: Places): Uint16Array {
  const { parents, ends } = outline
  const meetings = new Uint16Array(passages.length)
  for (let index = 0; index + 1 < passages.length; index++) {
    const next = passages[index + 1]?.at ?? 0
    let place = passages[index]?.at ?? 0
    while (place > 0 && (ends[place] ?? 0) <= next) place = parents[place] ?? 0
    meetings[index] = depths[place] ?? 0
  }
  return meetings
}

function countTwins(passages: readonly Passage[]): Int32Array {
  const counts = new Int32Array(passages.length)
  for (const { first } of passages) counts[first] = (counts[first] ?? 0) + 1
  return counts.map((_, index) => counts[passages[index]?.first ?? index] ?? 1)
}
