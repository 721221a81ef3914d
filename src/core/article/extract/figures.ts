import { type Element, isTag } from 'domhandler'
import { lineOf } from '../../html/text.ts'
import { findElement, isWithin, parentElement } from '../../html/tree.ts'
import type { Figure } from '../article.ts'
import type { Drop } from './drop.ts'
import { type Measures, measure } from './measure.ts'
import { askOfNames } from './names.ts'

const captionNames =
  /(?:^|[\s_-])(?:captions?|caption-?text|wp-caption(?:-text|-dd)?|image-?(?:caption|credit|source|copyright|meta|desc(?:ription)?|info|details)|img-?(?:caption|credit|desc)|photo-?(?:caption|credit|credits|info|desc|by|copyright)|picture-?(?:caption|credit)|media-?(?:caption|credit|meta|info|source)|figure-?(?:caption|credit)|bildunterschrift|bildtext|legend|legende|lead-?image|credits?-?(?:photo|image)|slideshow|gallery|image-?gallery|photo-?gallery|swiper|carousel)(?=$|[\s_-])/i

/** A figure with where it stood, by which it is told from those of other articles. */
export interface TakenFigure {
  readonly figure: Figure
  readonly place: Element
  /** Its place among all elements of the page. */
  readonly position: number
}

/**
 * Takes the figures out of a page with their captions: a page of ours holds no images.
 * @param order all elements of the page.
 */
export function takeFigures(root: Element, order: readonly Element[], drop: Drop): readonly TakenFigure[] {
  // Made when the first is met: before that nothing has changed.
  let measures: Measures | null = null
  const taken: TakenFigure[] = []
  for (const [position, element] of order.entries()) {
    const isFigure = element.name === 'figure' && !isTextFigure(element)
    if (!isFigure && !isCaption(element)) continue
    const place = parentElement(element)
    if (place === null || !isWithin(element, root)) continue
    measures ??= measure(root)
    const most = (measures.get(root)?.prose ?? 0) * 0.3
    if ((measures.get(element)?.prose ?? 0) > most) continue
    const figure = readFigure(element)
    if (figure.alt !== null || figure.caption !== null) taken.push({ figure, place, position })
    drop(element, 'caption', isFigure ? 'figure' : 'caption of an image')
  }
  return taken
}

/**
 * Only what belongs to the article: the figures in its body, and those between its headline and its body.
 * @param order all elements of the page as they stood before the figures were taken.
 */
export function figuresOf(
  taken: readonly TakenFigure[],
  bodies: readonly Element[],
  order: readonly Element[],
): readonly Figure[] {
  const headline = order.findIndex(({ name }) => name === 'h1')
  const [body] = bodies
  const start = body === undefined ? -1 : order.indexOf(body)
  const figures: Figure[] = []
  for (const { figure, place, position } of taken) {
    const isLead = headline !== -1 && position > headline && position < start
    const isNew = !figures.some(({ alt, caption }) => alt === figure.alt && caption === figure.caption)
    if (isNew && (isLead || bodies.some(body => isWithin(place, body)))) figures.push(figure)
  }
  return figures
}

/** A figure may hold a table, a quotation or code, which is text. */
function isTextFigure(figure: Element): boolean {
  return (
    findElement(figure, ({ name }) => name === 'table' || name === 'pre' || name === 'blockquote') !== null
  )
}

function isCaption(element: Element): boolean {
  return element.name === 'figcaption' || (element.name !== 'body' && isCaptionNamed(element) === 1)
}

const isCaptionNamed = askOfNames(({ written }) =>
  Number(captionNames.test(written.replace(/([a-z])([A-Z])/g, '$1-$2'))),
)

function readFigure(element: Element): Figure {
  const image = findElement(element, ({ name }) => name === 'img')
  const caption =
    findElement(element, each => each.name === 'figcaption') ?? (element.name === 'figure' ? null : element)
  return {
    alt: image === null ? null : image.attribs['alt']?.replace(/\s+/g, ' ').trim() || null,
    caption: caption === null || !isTag(caption) ? null : lineOf(caption) || null,
  }
}
