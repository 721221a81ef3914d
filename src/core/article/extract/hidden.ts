import type { Element } from 'domhandler'
import { elementsOf, isWithin } from '../../html/tree.ts'
import type { Drop } from './drop.ts'
import { measure } from './measure.ts'
import { askOfNames } from './names.ts'

/** Never text of the article. */
const machinery = new Set(
  'script style noscript template iframe object embed applet canvas svg math audio video source track map area button input select textarea datalist output progress meter dialog link meta base title'.split(
    ' ',
  ),
)

/** Takes out what no reader sees as text: scripts, styles, embedded things, controls. */
export function dropMachinery(root: Element, drop: Drop): void {
  for (const element of elementsOf(root))
    if (machinery.has(element.name)) drop(element, 'machinery', element.name)
}

const hiddenClass =
  /(?:^|\s)(?:sr-only|screen-?reader(?:-text|-only)?|visually-?hidden|assistive-text|visuallyhidden|a11y-hidden|u-hidden|is-hidden|hidden|hide|d-none|print-only|visible-print)(?:\s|$)/i

/** Takes out what a reader does not see: hidden elements, text for screen readers only, probes of the layout. */
export function dropHidden(root: Element, drop: Drop): void {
  const hidden: { readonly element: Element; readonly reason: string }[] = []
  const probes: Element[] = []
  for (const element of elementsOf(root)) {
    const reason = whyHidden(element)
    if (reason !== null) hidden.push({ element, reason })
    if (isLayoutProbe(element)) probes.push(element)
  }
  if (hidden.length > 0) {
    const measures = measure(root)
    const most = (measures.get(root)?.prose ?? 0) * 0.4
    for (const { element, reason } of hidden) {
      // Some pages hide the whole article until a script has run.
      if ((measures.get(element)?.prose ?? 0) <= most) drop(element, 'hidden', reason)
    }
  }
  const left = probes.filter(element => isWithin(element, root))
  for (const element of left) drop(element, 'hidden', 'layout probe')
}

function whyHidden(element: Element): string | null {
  const { attribs } = element
  const { style } = attribs
  if (style !== undefined && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style)) return 'style'
  if (attribs['hidden'] !== undefined && attribs['hidden'] !== 'until-found') return 'hidden attribute'
  if (attribs['aria-hidden'] === 'true') return 'aria-hidden'
  return hidesByClass(element) === 1 ? 'hidden by class' : null
}

/** The names of the breakpoints (XS, SM, MD …), each shown at one width of the window and read by scripts. */
function isLayoutProbe(element: Element): boolean {
  return probesByClass(element) === 1
}

const probeClass =
  /responsive-indicator|breakpoint-(?:indicator|probe)|(?:^|\s)visible-(?:xs|sm|md|lg)-block(?:\s|$)/i

const hidesByClass = askOfNames(({ classes }) => Number(hiddenClass.test(classes)))
const probesByClass = askOfNames(({ classes }) => Number(probeClass.test(classes)))
