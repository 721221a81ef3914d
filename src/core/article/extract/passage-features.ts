import { lettersOf } from '../../html/letters.ts'
import { chromeNames } from './chrome-names.ts'
import { isByline, isDate } from './edges.ts'
import { leads, leadsElsewhere } from './inset.ts'
import { type Passage, type Place, roleNames } from './passages.ts'
import { shinglePartsOf, shinglesOf } from './shingles.ts'
import { legal } from './teasers.ts'

/** What is known of a page besides its passages. */
export interface PageHints {
  readonly title: string | null
  readonly byline: readonly string[] | null
  readonly summary: string | null
  readonly statedBody: string | null
  /** What the rules make of each passage: 0 dropped, 1 outside the body, 2 in the body. */
  readonly standings: readonly number[]
}

/** A group of passages that the template made alike. */
interface Alike {
  count: number
  length: number
  linked: number
  prose: number
}

/** A passage among the others of its page. */
interface Placed {
  readonly passage: Passage
  readonly index: number
  /** Characters before it. */
  readonly before: number
  readonly isLead: boolean
  readonly isDate: boolean
  readonly isByline: boolean
  readonly isLegal: boolean
  readonly titleLikeness: number
  readonly statedShare: number
  readonly summaryShare: number
  readonly twins: number
  readonly alike: Alike
  readonly placeAlike: Alike
  readonly sinceHeading: number
  readonly heading: Placed | null
  /** Its element's place in `tagOrder`. */
  readonly tag: number
  /** The part of the densest place, right below it, in which it stands. */
  branch: Place | null
}

interface Page {
  readonly placed: readonly Placed[]
  readonly text: number
  readonly linked: number
  readonly prose: number
  readonly wide: number
  readonly headline: number
  readonly hasStated: boolean
  readonly densest: Place | null
  readonly standings: readonly number[]
  /** How many branches of the densest place share a signature. */
  readonly siblings: ReadonlyMap<string, number>
}

const tagOrder = [
  'p',
  'div',
  'section',
  'article',
  'blockquote',
  'pre',
  'li',
  'td',
  'th',
  'dd',
  'dt',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'figcaption',
  'caption',
  'address',
  'footer',
  'table',
]
const tags = new Map(tagOrder.map((name, index) => [name, index]))

function tagOf(name: string): number {
  return tags.get(name) ?? -1
}

type Feature = (placed: Placed, page: Page) => number

const log = (value: number): number => Math.log1p(Math.max(0, value))
const share = (part: number, whole: number): number => (whole <= 0 ? 0 : part / whole)

const own: Readonly<Record<string, Feature>> = {
  tag: ({ tag }) => tag,
  length: ({ passage }) => passage.length,
  words: ({ passage }) => passage.letters.words,
  digits: ({ passage }) => share(passage.letters.digits, passage.length),
  capitals: ({ passage }) => share(passage.letters.capitals, passage.letters.letters),
  ends: ({ passage }) => passage.letters.ends,
  endsShare: ({ passage }) => share(passage.letters.ends, passage.length),
  commas: ({ passage }) => passage.letters.commas,
  commasShare: ({ passage }) => share(passage.letters.commas, passage.length),
  signs: ({ passage }) => passage.letters.signs,
  signsShare: ({ passage }) => share(passage.letters.signs, passage.length),
  lastSign: ({ passage }) => passage.last,
  firstSign: ({ passage }) => firstSign(passage.line),
  linkShare: ({ passage }) => share(passage.linked, passage.length),
  links: ({ passage }) => passage.links,
  strong: ({ passage }) => passage.strong,
  slanted: ({ passage }) => passage.slanted,
  breaks: ({ passage }) => passage.breaks,
  images: ({ passage }) => passage.images,
  wordLength: ({ passage }) => share(passage.length, passage.letters.words),
  lead: ({ isLead }) => Number(isLead),
  date: ({ isDate }) => Number(isDate),
  byline: ({ isByline }) => Number(isByline),
  legal: ({ isLegal }) => Number(isLegal),
  title: ({ titleLikeness }) => titleLikeness,
  stated: ({ statedShare }) => statedShare,
  summary: ({ summaryShare }) => summaryShare,
  twins: ({ twins }) => twins,
  standing: ({ index }, { standings }) => standings[index] ?? 0,
}

const position: Readonly<Record<string, Feature>> = {
  index: ({ index }) => index,
  fromEnd: ({ index }, { placed }) => placed.length - index,
  indexShare: ({ index }, { placed }) => index / placed.length,
  beforeShare: ({ before }, { text }) => share(before, text),
  afterHeadline: ({ index }, { headline }) => (headline < 0 ? -999 : index - headline),
  charsAfterHeadline: ({ before }, { headline, placed }) =>
    headline < 0 ? -99999 : before - (placed[headline]?.before ?? 0),
  sinceHeading: ({ sinceHeading }) => sinceHeading,
  headingTag: ({ heading }) => heading?.tag ?? -1,
  headingLength: ({ heading }) => heading?.passage.length ?? -1,
  headingLead: ({ heading }) => Number(heading?.isLead ?? false),
  headingEnds: ({ heading }) => (heading === null ? -1 : heading.passage.last),
  headingDepth: ({ heading, passage }) =>
    heading === null ? -99 : passage.place.depth - heading.passage.place.depth,
}

const places: Readonly<Record<string, Feature>> = {
  depth: ({ passage }) => passage.place.depth,
  chromeDistance: ({ passage }) => passage.place.chromeDistance,
  bodyDistance: ({ passage }) => passage.place.bodyDistance,
  ...Object.fromEntries(
    chromeNames.map(([name], bit): [string, Feature] => [
      `in-${name}`,
      ({ passage }) => (passage.place.chrome >> bit) & 1,
    ]),
  ),
  ...Object.fromEntries(
    roleNames.map((name, bit): [string, Feature] => [
      `role-${name}`,
      ({ passage }) => (passage.place.roles >> bit) & 1,
    ]),
  ),
  ...levelFeatures('around', passage => passage.around),
  ...levelFeatures('further', passage => passage.around?.up ?? null),
  ...levelFeatures('furthest', passage => passage.around?.up?.up ?? null),
  branchText: ({ branch }, { text }) => share(branch?.text ?? 0, text),
  branchLinked: ({ branch }) => (branch === null ? -1 : share(branch.linked, branch.text)),
  branchPassages: ({ branch }) => branch?.passages ?? -1,
  branchTag: ({ branch }) => tagOf(branch?.element.name ?? ''),
  branchAlike: ({ branch }, { siblings }) => (branch === null ? -1 : (siblings.get(branch.signature) ?? 0)),
  up30: ({ passage }, { prose }) => levelsTo(passage, prose * 0.3),
  up50: ({ passage }, { prose }) => levelsTo(passage, prose * 0.5),
  up80: ({ passage }, { prose }) => levelsTo(passage, prose * 0.8),
  densest: ({ passage }, { densest }) => levelsInto(passage, densest),
  bestOwn: ({ passage }, { prose }) => bestOwn(passage, prose),
  bestOwnLevel: ({ passage }) => bestOwnLevel(passage),
  alikeCount: ({ alike }) => alike.count,
  alikeProse: ({ alike }, { prose }) => share(alike.prose, prose),
  alikeLinked: ({ alike }) => share(alike.linked, alike.length),
  alikeLength: ({ alike }) => alike.length / alike.count,
  placeAlikeCount: ({ placeAlike }) => placeAlike.count,
  placeAlikeProse: ({ placeAlike }, { prose }) => share(placeAlike.prose, prose),
  placeAlikeLinked: ({ placeAlike }) => share(placeAlike.linked, placeAlike.length),
  placeAlikeLength: ({ placeAlike }) => placeAlike.length / placeAlike.count,
}

function levelFeatures(name: string, pick: (passage: Passage) => Place | null): Record<string, Feature> {
  return {
    [`${name}Text`]: ({ passage }, { text }) => share(pick(passage)?.text ?? 0, text),
    [`${name}Prose`]: ({ passage }, { prose }) => share(pick(passage)?.prose ?? 0, prose),
    [`${name}OwnProse`]: ({ passage }, { prose }) => share(pick(passage)?.ownProse ?? 0, prose),
    [`${name}Linked`]: ({ passage }) => share(pick(passage)?.linked ?? 0, pick(passage)?.text ?? 0),
    [`${name}ProseShare`]: ({ passage }) => share(pick(passage)?.prose ?? 0, pick(passage)?.text ?? 0),
    [`${name}Passages`]: ({ passage }) => pick(passage)?.passages ?? 0,
  }
}

function neighbour(offset: number): Record<string, Feature> {
  const at = ({ index }: Placed, { placed }: Page): Placed | undefined => placed[index + offset]
  return {
    [`length${offset}`]: (placed, page) => at(placed, page)?.passage.length ?? -1,
    [`linked${offset}`]: (placed, page) =>
      share(at(placed, page)?.passage.linked ?? 0, at(placed, page)?.passage.length ?? 1),
    [`tag${offset}`]: (placed, page) => at(placed, page)?.tag ?? -1,
    [`last${offset}`]: (placed, page) => at(placed, page)?.passage.last ?? 5,
    [`same${offset}`]: (placed, page) => levelsApart(placed.passage, at(placed, page)?.passage),
    [`lead${offset}`]: (placed, page) => Number(at(placed, page)?.isLead ?? false),
  }
}

const neighbours: Readonly<Record<string, Feature>> = {
  ...neighbour(-2),
  ...neighbour(-1),
  ...neighbour(1),
  ...neighbour(2),
  proseBefore3: ({ index }, page) => windowProse(page, index - 3, index - 1),
  proseAfter3: ({ index }, page) => windowProse(page, index + 1, index + 3),
  proseBefore10: ({ index }, page) => windowProse(page, index - 10, index - 1),
  proseAfter10: ({ index }, page) => windowProse(page, index + 1, index + 10),
}

const whole: Readonly<Record<string, Feature>> = {
  pageProse: (_, { prose }) => log(prose),
  pageText: (_, { text }) => log(text),
  pageLinked: (_, { linked, text }) => share(linked, text),
  pagePassages: (_, { placed }) => placed.length,
  pageWide: (_, { wide, text }) => share(wide, text),
  pageStated: (_, { hasStated }) => Number(hasStated),
}

const features: Readonly<Record<string, Feature>> = {
  ...own,
  ...position,
  ...places,
  ...neighbours,
  ...whole,
}

export const featureNames: readonly string[] = Object.keys(features)
const columns: readonly Feature[] = Object.values(features)

/** One row of numbers for each passage, in the order of `featureNames`. */
export function measurePassages(passages: readonly Passage[], hints: PageHints): Float32Array {
  const page = readPage(passages, hints)
  const rows = new Float32Array(passages.length * columns.length)
  let at = 0
  for (const placed of page.placed) for (const feature of columns) rows[at++] = feature(placed, page)
  return rows
}

function readPage(passages: readonly Passage[], hints: PageHints): Page {
  const placed: Placed[] = []
  const alikes = new Map<string, Alike>()
  const twins = new Map<string, number>()
  for (const { line } of passages) twins.set(line, (twins.get(line) ?? 0) + 1)
  const stated = shinglesOf(hints.statedBody ?? '')
  const summary = shinglesOf(hints.summary ?? '')
  const isAsked = !stated.isEmpty || !summary.isEmpty
  const title = lettersOf(hints.title ?? '')
  let before = 0
  let linked = 0
  let wide = 0
  let heading: Placed | null = null
  let headline = -1
  for (const [index, passage] of passages.entries()) {
    const { line } = passage
    const isShort = line.length <= 260
    const bare = isShort ? line.replace(/^[\s►▶▸•·*→»>–—|:[【（(-]+/u, '') : ''
    const likeness = isShort && title !== '' ? likenessTo(title, lettersOf(line)) : 0
    const parts = isAsked ? shinglePartsOf(line) : []
    const isHeading = /^h[1-6]$/.test(passage.element.name)
    const next: Placed = {
      passage,
      index,
      before,
      isLead: isShort && (leads.test(bare) || leadsElsewhere.test(bare)),
      isDate: isShort && isDate(line),
      isByline: isShort && isByline(line, hints.byline),
      isLegal: line.length < 1000 && legal.test(line),
      titleLikeness: likeness,
      statedShare: stated.isEmpty ? -1 : stated.shareOf(parts),
      summaryShare: summary.isEmpty ? -1 : summary.shareOf(parts),
      twins: twins.get(line) ?? 1,
      alike: addAlike(alikes, passage.place.signature, passage),
      placeAlike: addAlike(alikes, `^${passage.around?.signature ?? ''}`, passage),
      sinceHeading: heading === null ? 99 : index - heading.index,
      heading,
      tag: tagOf(passage.element.name),
      branch: null,
    }
    placed.push(next)
    if (isHeading) {
      heading = next
      if (likeness >= 2 && headline < 0) headline = index
    }
    before += passage.length
    linked += passage.linked
    wide += passage.letters.wide
  }
  if (headline < 0) headline = passages.findIndex(({ element }) => element.name === 'h1')
  const densest = findDensestPlace(passages)
  const prose = passages.reduce(
    (sum, { isProse, length, linked }) => sum + (isProse ? length - linked : 0),
    0,
  )
  return {
    placed,
    text: before,
    linked,
    prose,
    wide,
    headline,
    hasStated: !stated.isEmpty,
    densest,
    siblings: countBranches(placed, densest),
    standings: hints.standings,
  }
}

function addAlike(alikes: Map<string, Alike>, key: string, passage: Passage): Alike {
  let alike = alikes.get(key)
  if (alike === undefined) {
    alike = { count: 0, length: 0, linked: 0, prose: 0 }
    alikes.set(key, alike)
  }
  alike.count++
  alike.length += passage.length
  alike.linked += passage.linked
  if (passage.isProse) alike.prose += passage.length - passage.linked
  return alike
}

/** The place into which most prose flows: all of its own, half of what stands one level deeper. */
function findDensestPlace(passages: readonly Passage[]): Place | null {
  const scores = new Map<Place, number>()
  for (const { around, isProse, length, linked, letters } of passages) {
    if (!isProse) continue
    const worth = (length - linked) * (1 + Math.min(1, letters.commas / 5))
    let weight = 1
    for (let at = around; at !== null && weight > 0.1; at = at.up) {
      scores.set(at, (scores.get(at) ?? 0) + worth * weight)
      weight /= 2
    }
  }
  let best: Place | null = null
  let most = 0
  for (const [place, score] of scores) {
    const worth = score * (1 - share(place.linked, place.text))
    if (worth > most) {
      most = worth
      best = place
    }
  }
  return best
}

/** The part of the densest place, right below it, in which a passage stands. */
function branchOf(passage: Passage, densest: Place | null): Place | null {
  if (densest === null) return null
  for (let at: Place | null = passage.place; at !== null; at = at.up) if (at.up === densest) return at
  return null
}

/** Finds each passage's branch, and counts those that the template made alike. */
function countBranches(placed: readonly Placed[], densest: Place | null): ReadonlyMap<string, number> {
  const branches = new Set<Place>()
  for (const each of placed) {
    each.branch = branchOf(each.passage, densest)
    if (each.branch !== null) branches.add(each.branch)
  }
  const counts = new Map<string, number>()
  for (const { signature } of branches) counts.set(signature, (counts.get(signature) ?? 0) + 1)
  return counts
}

/** How many levels up the densest place stands around a passage; where it does not, one less than nothing. */
function levelsInto(passage: Passage, densest: Place | null): number {
  if (densest === null) return -2
  let level = 0
  for (let at: Place | null = passage.place; at !== null; at = at.up) {
    if (at === densest) return level
    level++
  }
  // Beside it: how far up the two meet.
  return -1 - levelsApartPlaces(passage.place, densest)
}

function levelsApartPlaces(one: Place, other: Place): number {
  const around = new Set<Place>()
  for (let at: Place | null = other; at !== null; at = at.up) around.add(at)
  let level = 0
  for (let at: Place | null = one; at !== null; at = at.up) {
    if (around.has(at)) return other.depth - at.depth
    level++
  }
  return level
}

function levelsApart(passage: Passage, other: Passage | undefined): number {
  if (other === undefined) return -1
  let one: Place | null = passage.place
  let two: Place | null = other.place
  let level = 0
  while (one !== two && one !== null && two !== null) {
    if (one.depth >= two.depth) {
      if (one.depth === two.depth) two = two.up
      one = one.up
      level++
    } else two = two.up
  }
  return level
}

function levelsTo(passage: Passage, amount: number): number {
  let level = 0
  for (let at: Place | null = passage.place; at !== null; at = at.up) {
    if (at.prose >= amount) return level
    level++
  }
  return level
}

function bestOwn(passage: Passage, prose: number): number {
  let best = 0
  for (let at = passage.around; at !== null; at = at.up) best = Math.max(best, at.ownProse)
  return share(best, prose)
}

function bestOwnLevel(passage: Passage): number {
  let best = 0
  let level = 0
  let found = -1
  for (let at = passage.around; at !== null; at = at.up) {
    if (at.ownProse > best) {
      best = at.ownProse
      found = level
    }
    level++
  }
  return found
}

function windowProse({ placed, text }: Page, from: number, to: number): number {
  let prose = 0
  let all = 0
  for (let at = Math.max(0, from); at <= to && at < placed.length; at++) {
    const passage = placed[at]?.passage
    if (passage === undefined) break
    all += passage.length
    if (passage.isProse) prose += passage.length - passage.linked
  }
  return text === 0 ? 0 : share(prose, all + 20)
}

function firstSign(line: string): number {
  const first = line.codePointAt(0) ?? 0
  const character = String.fromCodePoint(first)
  if (/\p{Lu}/u.test(character)) return 3
  if (/\p{Ll}/u.test(character)) return 2
  if (/\p{L}/u.test(character)) return 4
  if (/\p{N}/u.test(character)) return 1
  if ('"“«„‘「『'.includes(character)) return 5
  if ('–—-'.includes(character)) return 0
  return -1
}

/** 3 for the title, 2 for most of it, 1 for what has it as a part. */
function likenessTo(title: string, line: string): number {
  if (line === title) return 3
  if (line.length >= 8 && title.length >= 8) {
    if (title.startsWith(line) || line.startsWith(title)) return 2
    if (line.includes(title) || (line.length > 15 && title.includes(line))) return 1
  }
  return 0
}
