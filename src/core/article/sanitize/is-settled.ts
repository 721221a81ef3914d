import { type ChildNode, isTag, isText } from 'domhandler'
import { blockElements } from './allowed.ts'
import { safeAddress } from './attributes.ts'

/** Elements that the parser of HTML moves, closes or wraps anywhere but right in one of these. */
const places: ReadonlyMap<string, readonly string[]> = new Map([
  ['li', ['ul', 'ol']],
  ['dt', ['dl']],
  ['dd', ['dl']],
  ['rt', ['ruby']],
  ['rp', ['ruby']],
  ['caption', ['table']],
  ['colgroup', ['table']],
  ['thead', ['table']],
  ['tbody', ['table']],
  ['tfoot', ['table']],
  ['col', ['colgroup']],
  ['tr', ['thead', 'tbody', 'tfoot']],
  ['th', ['tr']],
  ['td', ['tr']],
])
/** The parts of a table that hold nothing but their own parts: the parser moves what else is in them out of the table. */
const frames: ReadonlySet<string> = new Set(['table', 'colgroup', 'thead', 'tbody', 'tfoot', 'tr'])
const headings: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])

/**
 * Whether a parser of HTML must read from what `writeNodes` writes of these nodes the same nodes again, so that they need
 * not be parsed to know it; false where it is not plain. They must be what `cleanNodes` gives.
 *
 * All that is written is closed by an end tag of its own, innermost first, so that at each end tag the innermost open
 * element is the one that it closes. What can still put a node elsewhere are start tags and text. Of the names that are
 * allowed, with none of SVG, MathML or forms among them, HTML §13.2.6.4 does so in these cases only:
 * - a block closes a `p` around it (§13.2.6.4.7, "close a p element");
 * - a heading closes the heading right around it;
 * - `li`, `dt` and `dd` close those around them, up to a list; `rt` and `rp` what is open in their `ruby`;
 * - in a table (§13.2.6.4.9 to 15) each part has its place: missing ones are made up, other content goes before it;
 * - a link in a link closes it (`cleanNodes` leaves none), and formatting is opened again where one of the above closed
 *   it: where nothing does, all that is on the list of active formatting elements is open.
 * What is left could only change when it is cleaned once more: an address.
 */
export function isSettled(nodes: readonly ChildNode[]): boolean {
  return areSettled(nodes, { name: '', isInParagraph: false })
}

interface Around {
  readonly name: string
  readonly isInParagraph: boolean
}

function areSettled(nodes: readonly ChildNode[], around: Around): boolean {
  return nodes.every(node => {
    if (isText(node)) return !frames.has(around.name) || /^[\t\n ]*$/.test(node.data)
    if (!isTag(node)) return false
    const { name, attribs, children } = node
    const href = attribs['href']
    return (
      mayStandIn(name, around) &&
      (href === undefined || safeAddress(href, null) === href) &&
      areSettled(children, { name, isInParagraph: around.isInParagraph || name === 'p' })
    )
  })
}

function mayStandIn(name: string, around: Around): boolean {
  if (around.isInParagraph && blockElements.has(name)) return false
  if (headings.has(name) && headings.has(around.name)) return false
  const own = places.get(name)
  return own === undefined ? !frames.has(around.name) : own.includes(around.name)
}
