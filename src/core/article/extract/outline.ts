import { type Element, isTag, isText } from 'domhandler'
import { lineOf } from '../../html/text.ts'
import type { Drop } from './drop.ts'
import { kindsOf } from './kinds.ts'
import { type Marks, marksOf } from './marks.ts'
import { createNamings, type Naming } from './namings.ts'
import { weigh } from './weigh.ts'

/**
 * The elements of a part of a page in document order, its root first, with what the steps ask of them over and over.
 * An element is named by its place in these lists; what is in it stands right after it.
 */
export interface Outline {
  readonly elements: readonly Element[]
  /** The place of the element around it; -1 for the root. */
  readonly parents: readonly number[]
  /** The place after the last one in it. */
  readonly ends: readonly number[]
  /** Bits of `kinds`. */
  readonly kinds: readonly number[]
  readonly marks: readonly Marks[]
  readonly namings: readonly Naming[]
  /** How much the text right in it weighs. */
  readonly weights: readonly number[]
  /** 1 for a link and what is in one. */
  readonly isLinked: readonly number[]
  /** 1 for what was taken out, with what was in it. */
  readonly isCut: Uint8Array
  /** Lines that were asked for. */
  readonly lines: (string | undefined)[]
  readonly drop: Drop
}

/** @param drop how an element is taken out of the page, when it is cut out of the outline. */
export function outlineOf(root: Element, drop: Drop): Outline {
  const growing: Growing = {
    elements: [],
    parents: [],
    ends: [],
    kinds: [],
    marks: [],
    namings: [],
    weights: [],
    isLinked: [],
    namingOf: createNamings(),
  }
  addElement(growing, root, { parent: -1, isLinked: 0 })
  const count = growing.elements.length
  return { ...growing, isCut: new Uint8Array(count), lines: new Array(count), drop }
}

interface Growing {
  readonly elements: Element[]
  readonly parents: number[]
  readonly ends: number[]
  readonly kinds: number[]
  readonly marks: Marks[]
  readonly namings: Naming[]
  readonly weights: number[]
  readonly isLinked: number[]
  readonly namingOf: (marks: Marks) => Naming
}

function addElement(into: Growing, element: Element, around: { parent: number; isLinked: number }): void {
  const own = into.elements.length
  const marks = marksOf(element)
  const isLinked = element.name === 'a' ? 1 : around.isLinked
  into.elements.push(element)
  into.parents.push(around.parent)
  into.ends.push(own)
  into.kinds.push(kindsOf(element.name))
  into.marks.push(marks)
  into.namings.push(into.namingOf(marks))
  into.isLinked.push(isLinked)
  into.weights.push(0)
  let weight = 0
  const inside = { parent: own, isLinked }
  for (const child of element.children) {
    if (isText(child)) weight += weigh(child.data)
    else if (isTag(child)) addElement(into, child, inside)
  }
  into.weights[own] = weight
  into.ends[own] = into.elements.length
}

/** Takes an element out, and says why; a step that does so sweeps at its end. */
export function cut(
  outline: Outline,
  at: number,
  why: { readonly step: string; readonly reason: string },
): void {
  const { elements, parents, ends, isCut, lines, drop } = outline
  const element = elements[at]
  if (element === undefined || !drop.take(element, why.step, why.reason)) return
  isCut.fill(1, at, ends[at])
  for (let around = parents[at] ?? -1; around >= 0; around = parents[around] ?? -1) lines[around] = undefined
}

/** The text of an element as one line. */
export function lineAt({ elements, lines }: Outline, at: number): string {
  const before = lines[at]
  if (before !== undefined) return before
  const element = elements[at]
  const line = element === undefined ? '' : lineOf(element)
  lines[at] = line
  return line
}

/** Whether one element is another, or in it. */
export function isInside({ ends }: Outline, inner: number, outer: number): boolean {
  return inner >= outer && inner < (ends[outer] ?? 0)
}

/** Whether an element, or one of those around it up to so many levels, is called so: a bit of the tests of names. */
export function isCalled(
  { parents, namings }: Outline,
  from: number,
  { bit, levels }: { readonly bit: number; readonly levels: number },
): boolean {
  let at = from
  for (let level = 0; level < levels && at >= 0; level++) {
    if (((namings[at]?.bits ?? 0) & bit) !== 0) return true
    at = parents[at] ?? -1
  }
  return false
}

/** The first element in another, in document order, that is still there and of one of these kinds; -1 for none. */
export function findInside({ ends, kinds, isCut }: Outline, at: number, wanted: number): number {
  const end = ends[at] ?? 0
  for (let inner = at + 1; inner < end; inner++)
    if (((kinds[inner] ?? 0) & wanted) !== 0 && isCut[inner] === 0) return inner
  return -1
}

/** The elements right in another that are still there. */
export function childrenAt({ ends, isCut }: Outline, at: number): number[] {
  const found: number[] = []
  const end = ends[at] ?? 0
  for (let child = at + 1; child < end; child = ends[child] ?? end) if (isCut[child] === 0) found.push(child)
  return found
}
