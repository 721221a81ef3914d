import { chromeNames } from './chrome-names.ts'
import { kinds } from './kinds.ts'
import { linkShareAt, type Measures, measure } from './measure.ts'
import { bodyTest, chromeMask } from './names.ts'
import { cut, findInside, isInside, type Outline } from './outline.ts'

const chromeRoles = new Set(
  'navigation banner contentinfo complementary search menu menubar dialog alertdialog alert toolbar tablist form'.split(
    ' ',
  ),
)
/** Above this share of a page's prose something is no surrounding, whatever it is called. */
const mostShare = 0.4
/** Consent texts, rules for comments and comments may well be many times longer than a short article. */
const mostAsideShare = 0.96
const asides = new Set(['consent', 'comments', 'overlay'])

/**
 * Takes out what surrounds an article: navigation, sharing, comments, promotions, sign-ups, author boxes.
 * @param headline where it stands in the outline; -1 for none.
 */
export function dropChrome(outline: Outline, headline: number): void {
  const { elements, parents, namings, isCut } = outline
  const measures = measure(outline)
  const all = measures.prose[0] ?? 0
  const most = all * mostShare
  const proseByNames = sumByNames(outline, measures)
  const isSettled = new Uint8Array(elements.length)
  for (let at = 1; at < elements.length; at++) {
    if (isCut[at] === 1) continue
    const around = parents[at] ?? 0
    if (isSettled[around] === 1 || elements[around]?.name === 'pre') {
      isSettled[at] = 1
      continue
    }
    const prose = measures.prose[at] ?? 0
    const reason = whyByElement(outline, at, { measures, most }) ?? whyByName(outline, at)
    if (reason === null || isMisnamed(outline, at, { reason, prose })) continue
    const named = Math.max(prose, proseByNames.get(namings[at]?.words ?? '') ?? 0)
    const isAside = asides.has(reason) && headline !== -1 && !isInside(outline, headline, at)
    if (named > (isAside ? all * mostAsideShare : most)) continue
    isSettled[at] = 1
    cut(outline, at, { step: 'chrome', reason })
  }
  outline.drop.sweep()
}

/** The prose of all elements that share their names: a class that most paragraphs have says nothing about one. */
function sumByNames({ namings, isCut }: Outline, { prose }: Measures): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (let at = 1; at < namings.length; at++) {
    const words = namings[at]?.words ?? ''
    const own = prose[at] ?? 0
    if (own > 0 && words !== '' && isCut[at] === 0) sums.set(words, (sums.get(words) ?? 0) + own)
  }
  return sums
}

function whyByElement(
  { elements, marks, kinds: own }: Outline,
  at: number,
  { measures, most }: { readonly measures: Measures; readonly most: number },
): string | null {
  const element = elements[at]
  if (element === undefined) return null
  const { name } = element
  // Old pages wrap everything in one form.
  if (name === 'form' && (measures.prose[at] ?? 0) > most / 2 && linkShareAt(measures, at) < 0.3) return null
  if (((own[at] ?? 0) & kinds.chrome) !== 0) return name
  const role = (marks[at]?.role ?? '').toLowerCase()
  return chromeRoles.has(role) ? `role ${role}` : null
}

function whyByName({ kinds: own, namings }: Outline, at: number): string | null {
  const bits = (namings[at]?.bits ?? 0) & chromeMask
  if (bits === 0 || ((own[at] ?? 0) & kinds.neverChrome) !== 0) return null
  // The lowest bit is the first of the names that is found.
  return chromeNames[31 - Math.clz32(bits & -bits)]?.[0] ?? null
}

function isMisnamed(
  outline: Outline,
  at: number,
  { reason, prose }: { readonly reason: string; readonly prose: number },
): boolean {
  // A teaser that leads nowhere is the article's own first paragraph.
  if (reason === 'promo') return prose > 0 && findInside(outline, at, kinds.link) === -1
  return reason !== 'comments' && prose > 250 && ((outline.namings[at]?.bits ?? 0) & bodyTest.bit) !== 0
}
