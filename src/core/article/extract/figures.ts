import { type Element, isTag } from 'domhandler'
import { lineOf } from '../../html/text.ts'
import { findElement, isWithinAny, parentElement } from '../../html/tree.ts'
import type { Figure } from '../article.ts'
import { kinds } from './kinds.ts'
import { type Measures, measure } from './measure.ts'
import { captionTest } from './names.ts'
import { cut, findInside, type Outline } from './outline.ts'

/** A figure with where it stood, by which it is told from those of other articles. */
export interface TakenFigure {
  readonly figure: Figure
  readonly place: Element
  /** Whether it stood after the page's first `h1`. */
  readonly isAfterHeadline: boolean
  /** Its place in the outline. */
  readonly at: number
}

/** Takes the figures out of a page with their captions: a page of ours holds no images. */
export function takeFigures(outline: Outline): readonly TakenFigure[] {
  const { elements, isCut } = outline
  // Made when the first is met: before that nothing has changed.
  let measures: Measures | null = null
  const headline = elements.findIndex(({ name }, at) => name === 'h1' && isCut[at] === 0)
  const taken: TakenFigure[] = []
  for (let at = 1; at < elements.length; at++) {
    const element = elements[at]
    if (element === undefined || isCut[at] === 1) continue
    const isFigure = element.name === 'figure' && findInside(outline, at, kinds.figureText) === -1
    if (!isFigure && !isCaption(outline, at)) continue
    const place = parentElement(element)
    if (place === null) continue
    measures ??= measure(outline)
    if ((measures.prose[at] ?? 0) > (measures.prose[0] ?? 0) * 0.3) continue
    const figure = readFigure(element)
    const isAfterHeadline = headline !== -1 && at > headline
    if (figure.alt !== null || figure.caption !== null) taken.push({ figure, place, isAfterHeadline, at })
    cut(outline, at, { step: 'caption', reason: isFigure ? 'figure' : 'caption of an image' })
  }
  outline.drop.sweep()
  return taken
}

/** Only what belongs to the article: the figures in its body, and those between its headline and its body. */
export function figuresOf(
  taken: readonly TakenFigure[],
  bodies: readonly Element[],
  { elements }: Outline,
): readonly Figure[] {
  const all = new Set(bodies)
  const [body] = bodies
  const start = body === undefined ? -1 : elements.indexOf(body)
  const figures = new Map<string, Figure>()
  for (const { figure, place, isAfterHeadline, at } of taken) {
    const key = JSON.stringify([figure.alt, figure.caption])
    const isLead = isAfterHeadline && at < start
    if (!figures.has(key) && (isLead || isWithinAny(place, all))) figures.set(key, figure)
  }
  return [...figures.values()]
}

function isCaption({ elements, namings }: Outline, at: number): boolean {
  const name = elements[at]?.name
  if (name === 'figcaption') return true
  return name !== 'body' && ((namings[at]?.bits ?? 0) & captionTest.bit) !== 0
}

function readFigure(element: Element): Figure {
  const image = findElement(element, ({ name }) => name === 'img')
  const caption =
    findElement(element, each => each.name === 'figcaption') ?? (element.name === 'figure' ? null : element)
  return {
    alt: image === null ? null : image.attribs['alt']?.replace(/\s+/g, ' ').trim() || null,
    caption: caption === null || !isTag(caption) ? null : lineOf(caption) || null,
  }
}
