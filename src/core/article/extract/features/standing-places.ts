import { chromeNames } from '../chrome-names.ts'
import { isInside } from '../outline.ts'
import { type Places, roleNames } from '../places.ts'
import type { Alike } from './alike.ts'
import type { Page } from './page.ts'
import { type Features, type Rows, share } from './rows.ts'
import { tagOf } from './tags.ts'

const levels = ['around', 'further', 'furthest']

/** What surrounds a passage: how the places around it are named, and what else stands in them. */
export const standingPlaces: Features = {
  names: [
    'depth',
    'chromeDistance',
    'bodyDistance',
    ...chromeNames.map(([name]) => `in-${name}`),
    ...roleNames.map(name => `role-${name}`),
    ...levels.flatMap(level =>
      ['Text', 'Prose', 'OwnProse', 'Linked', 'ProseShare', 'Passages'].map(what => level + what),
    ),
    'branchText',
    'branchLinked',
    'branchPassages',
    'branchTag',
    'branchAlike',
    'up30',
    'up50',
    'up80',
    'densest',
    'bestOwn',
    'bestOwnLevel',
    'alikeCount',
    'alikeProse',
    'alikeLinked',
    'alikeLength',
    'placeAlikeCount',
    'placeAlikeProse',
    'placeAlikeLinked',
    'placeAlikeLength',
  ],
  write(rows, page, index) {
    const { places, prose } = page
    const passage = page.passages[index]
    if (passage === undefined) return
    const { at, around } = passage
    rows.put(places.depths[at] ?? 0)
    rows.put(places.chromeDistances[at] ?? 0)
    rows.put(places.bodyDistances[at] ?? 0)
    putBits(rows, places.chrome[at] ?? 0, chromeNames.length)
    putBits(rows, places.roles[at] ?? 0, roleNames.length)
    let level = around
    for (let up = 0; up < levels.length; up++) {
      putPlace(rows, page, level)
      level = places.outline.parents[level] ?? -1
    }
    putBranch(rows, page, page.branches[index] ?? -1)
    putLevelsTo(rows, places, at, prose)
    rows.put(levelsInto(places, at, page.densest))
    putBestOwn(rows, page, around)
    putAlike(rows, page.alike[index], prose)
    putAlike(rows, page.placeAlike[index], prose)
  },
}

function putBits(rows: Rows, bits: number, count: number): void {
  for (let bit = 0; bit < count; bit++) rows.put((bits >> bit) & 1)
}

function putPlace(rows: Rows, { places, text, prose }: Page, at: number): void {
  const own = places.text[at] ?? 0
  rows.put(share(own, text))
  rows.put(share(places.prose[at] ?? 0, prose))
  rows.put(share(places.ownProse[at] ?? 0, prose))
  rows.put(share(places.linked[at] ?? 0, own))
  rows.put(share(places.prose[at] ?? 0, own))
  rows.put(places.passages[at] ?? 0)
}

function putBranch(rows: Rows, { places, text, siblings }: Page, branch: number): void {
  if (branch < 0) {
    for (const number of noBranch) rows.put(number)
    return
  }
  const own = places.text[branch] ?? 0
  rows.put(share(own, text))
  rows.put(share(places.linked[branch] ?? 0, own))
  rows.put(places.passages[branch] ?? 0)
  rows.put(tagOf(places.outline.elements[branch]?.name ?? ''))
  rows.put(siblings.get(places.signatures[branch] ?? 0) ?? 0)
}

const noBranch = [0, -1, -1, -1, -1]

/** How many levels up a place has these parts of all prose, the smallest first. */
function putLevelsTo(rows: Rows, { outline, prose }: Places, from: number, all: number): void {
  let at = from
  let level = 0
  for (const part of parts) {
    for (; at >= 0 && (prose[at] ?? 0) < all * part; at = outline.parents[at] ?? -1) level++
    rows.put(level)
  }
}

const parts = [0.3, 0.5, 0.8]

/** How many levels up the densest place stands around a place; where it does not, one less than nothing. */
function levelsInto({ outline, depths }: Places, from: number, densest: number): number {
  if (densest < 0) return -2
  if (isInside(outline, from, densest)) return (depths[from] ?? 0) - (depths[densest] ?? 0)
  // Beside it: how far up the two meet.
  let at = from
  while (at > 0 && !isInside(outline, densest, at)) at = outline.parents[at] ?? 0
  return -1 - ((depths[densest] ?? 0) - (depths[at] ?? 0))
}

/** The most prose that stands right in one of the places around, and how many levels up that is. */
function putBestOwn(rows: Rows, { places, prose }: Page, around: number): void {
  let best = 0
  let found = -1
  let level = 0
  for (let at = around; at >= 0; at = places.outline.parents[at] ?? -1) {
    const own = places.ownProse[at] ?? 0
    if (own > best) {
      best = own
      found = level
    }
    level++
  }
  rows.put(share(best, prose))
  rows.put(found)
}

function putAlike(rows: Rows, alike: Alike | undefined, prose: number): void {
  const { count, length, linked, prose: own } = alike ?? { count: 1, length: 0, linked: 0, prose: 0 }
  rows.put(count)
  rows.put(share(own, prose))
  rows.put(share(linked, length))
  rows.put(length / count)
}
