import { bodyTest, chromeMask } from './names.ts'
import type { Outline } from './outline.ts'

/** Elements and roles that say what they hold; one bit each. */
export const roleNames = [
  'nav',
  'footer',
  'header',
  'aside',
  'form',
  'article',
  'main',
  'table',
  'list',
  'blockquote',
  'figure',
  'a',
  'dl',
  'articleBody',
  'role',
  'section',
] as const

const roleBits = new Map<string, number>(roleNames.map((name, bit) => [name, 1 << bit]))
for (const name of ['ul', 'ol', 'li']) roleBits.set(name, roleBits.get('list') ?? 0)
const apartRoles =
  /^(?:navigation|banner|contentinfo|complementary|search|menu|menubar|dialog|alertdialog|alert|toolbar|tablist)$/i

/** As far as names around a place are looked for, in levels. */
export const far = 12

/** The elements of an outline as places where passages stand, each with everything in it. */
export interface Places {
  readonly outline: Outline
  readonly depths: Uint16Array
  /** Bits of `chromeNames`, a place's own and those of the places around it. */
  readonly chrome: Uint16Array
  /** How many levels up the nearest element stands that is named as chrome or as a body; `far` for none. */
  readonly chromeDistances: Uint8Array
  readonly bodyDistances: Uint8Array
  /** Bits of `roleNames`, a place's own and those of the places around it. */
  readonly roles: Uint16Array
  /** A number for the names of an element and the one around it: equal for what a template repeats. */
  readonly signatures: Float64Array
  /** Characters in a place, and those of them in links and in prose. */
  readonly text: Float64Array
  readonly linked: Float64Array
  readonly prose: Float64Array
  /** Prose of the passages right in it. */
  readonly ownProse: Float64Array
  readonly passages: Int32Array
}

/** The places of an outline, before any passage is put there. */
export function placesOf(outline: Outline): Places {
  const { elements, parents, namings } = outline
  const count = elements.length
  const places: Places = {
    outline,
    depths: new Uint16Array(count),
    chrome: new Uint16Array(count),
    chromeDistances: new Uint8Array(count),
    bodyDistances: new Uint8Array(count),
    roles: new Uint16Array(count),
    signatures: new Float64Array(count),
    text: new Float64Array(count),
    linked: new Float64Array(count),
    prose: new Float64Array(count),
    ownProse: new Float64Array(count),
    passages: new Int32Array(count),
  }
  const { depths, chrome, chromeDistances, bodyDistances, roles } = places
  for (let at = 0; at < count; at++) {
    const around = parents[at] ?? -1
    const bits = namings[at]?.bits ?? 0
    const isTop = around < 0
    depths[at] = isTop ? 0 : (depths[around] ?? 0) + 1
    chrome[at] = (bits & chromeMask) | (isTop ? 0 : (chrome[around] ?? 0))
    chromeDistances[at] = farther(bits & chromeMask, isTop ? far : (chromeDistances[around] ?? far))
    bodyDistances[at] = farther(bits & bodyTest.bit, isTop ? far : (bodyDistances[around] ?? far))
    roles[at] = rolesAt(outline, at) | (isTop ? 0 : (roles[around] ?? 0))
  }
  sign(places)
  return places
}

function farther(own: number, around: number): number {
  return own !== 0 ? 0 : Math.min(far, around + 1)
}

function rolesAt({ elements, marks }: Outline, at: number): number {
  let roles = roleBits.get(elements[at]?.name ?? '') ?? 0
  const own = marks[at]
  if (own === undefined) return roles
  const { role, itemprop } = own
  if (role !== '' && apartRoles.test(role)) roles |= roleBits.get('role') ?? 0
  if (itemprop !== '' && /articleBody/i.test(itemprop)) roles |= roleBits.get('articleBody') ?? 0
  return roles
}

/** Numbers the names of the elements with their classes, and the pairs of them. */
function sign({ outline: { elements, parents, namings }, signatures }: Places): void {
  const count = elements.length + 1
  const names = new Map<string, number>()
  const numbers = new Map<number, number>()
  const own = new Int32Array(count)
  for (let at = 0; at < elements.length; at++) {
    const name = elements[at]?.name ?? ''
    let first = names.get(name)
    if (first === undefined) {
      first = names.size * count
      names.set(name, first)
    }
    const key = first + (namings[at]?.classes ?? 0)
    let number = numbers.get(key)
    if (number === undefined) {
      number = numbers.size + 1
      numbers.set(key, number)
    }
    own[at] = number
    const around = parents[at] ?? -1
    signatures[at] = (around < 0 ? 0 : (own[around] ?? 0)) * count + number
  }
}
