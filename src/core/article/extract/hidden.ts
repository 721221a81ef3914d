import { type Element, isTag } from 'domhandler'
import { lineOf } from '../../html/text.ts'
import type { Drop } from './drop.ts'
import type { Marks } from './marks.ts'
import { measure } from './measure.ts'
import { hiddenTest, probeTest } from './names.ts'
import { cut, type Outline } from './outline.ts'

/** Never text of the article. */
const machinery = new Set(
  'script style noscript template iframe object embed applet canvas svg math audio video source track map area button input select textarea datalist output progress meter dialog link meta base title amp-ad amp-embed'.split(
    ' ',
  ),
)

/** Takes out what no reader sees as text: scripts, styles, embedded things, controls, places for advertisements. */
export function dropMachinery(root: Element, drop: Drop): void {
  let all: number | undefined
  const proseOfPage = (): number => (all ??= proseIn(root))
  const dropIn = (parent: Element): void => {
    for (const child of parent.children) {
      if (!isTag(child)) continue
      if (mayBeOpen.has(child.name) && holdsArticle(child, proseOfPage)) child.name = 'div'
      if (rawNames.has(child.name)) child.name = 'pre'
      const isTaken = machinery.has(child.name) && drop.take(child, 'machinery', child.name)
      if (!isTaken) dropIn(child)
    }
  }
  dropIn(root)
  drop.sweep()
}

/** Where one of these lacks its end, browsers show the rest of the page in it. */
const mayBeOpen = new Set(['button', 'object', 'noscript', 'math', 'svg'])
/** Their text is shown as it is written, which no other element's is. */
const rawNames = new Set(['xmp', 'plaintext', 'listing'])
const minParagraph = 60
const minProse = 400
const minShare = 0.3

function holdsArticle(element: Element, proseOfPage: () => number): boolean {
  const own = proseIn(element)
  return own >= minProse && own >= proseOfPage() * minShare
}

/** How many characters are in paragraphs of some length. */
function proseIn(element: Element): number {
  let prose = 0
  for (const child of element.children) {
    if (!isTag(child)) continue
    const length = child.name === 'p' ? lineOf(child).length : 0
    prose += length >= minParagraph ? length : proseIn(child)
  }
  return prose
}

/** Takes out what a reader does not see: hidden elements, text for screen readers only, probes of the layout. */
export function dropHidden(outline: Outline): void {
  const { elements, marks, namings, isCut, drop } = outline
  const hidden: { readonly at: number; readonly reason: string }[] = []
  const probes: number[] = []
  for (let at = 1; at < elements.length; at++) {
    const own = marks[at]
    if (own === undefined || isCut[at] === 1) continue
    const bits = namings[at]?.bits ?? 0
    const reason = whyHidden(own, bits)
    if (reason !== null) hidden.push({ at, reason })
    if ((bits & probeTest.bit) !== 0) probes.push(at)
  }
  if (hidden.length > 0) {
    const { prose } = measure(outline)
    const most = (prose[0] ?? 0) * 0.4
    // Some pages hide the whole article until a script has run.
    for (const { at, reason } of hidden)
      if ((prose[at] ?? 0) <= most) cut(outline, at, { step: 'hidden', reason })
  }
  for (const at of probes) if (isCut[at] === 0) cut(outline, at, { step: 'hidden', reason: 'layout probe' })
  drop.sweep()
}

function whyHidden({ style, hidden, ariaHidden }: Marks, bits: number): string | null {
  if (style !== '' && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style)) return 'style'
  if (hidden !== null && hidden !== 'until-found') return 'hidden attribute'
  if (ariaHidden === 'true') return 'aria-hidden'
  return (bits & hiddenTest.bit) === 0 ? null : 'hidden by class'
}
