import { isCorrection } from './correction-rules.ts'
import { isCredit } from './credit-rules.ts'
import { cut, lineAt, type Outline } from './outline.ts'

const creditWindow = 6
const correctionWindow = 3

/** Takes the lines that name agencies and helpers out of the body, from its last paragraphs. */
export function takeCredits(bodies: readonly Outline[]): readonly string[] {
  const found: string[] = []
  for (const { body, at } of lastParagraphs(bodies, creditWindow).reverse()) {
    const line = lineAt(body, at)
    if (!isCredit(line)) continue
    found.unshift(line)
    cut(body, at, { step: 'credit', reason: 'kept apart as a credit' })
    body.drop.sweep()
  }
  return found
}

/** Takes what the publisher put right out of the body, from its first and last paragraphs. */
export function takeCorrections(bodies: readonly Outline[]): readonly string[] {
  const first = firstParagraphs(bodies, correctionWindow)
  const isFirst = ({ body, at }: Paragraph): boolean =>
    first.some(each => each.body === body && each.at === at)
  const last = lastParagraphs(bodies, creditWindow).filter(each => !isFirst(each))
  const found: string[] = []
  for (const { body, at } of [...first, ...last]) {
    const line = lineAt(body, at)
    if (!isCorrection(line)) continue
    found.push(line)
    cut(body, at, { step: 'correction', reason: 'kept apart as a correction' })
    body.drop.sweep()
  }
  return found
}

interface Paragraph {
  readonly body: Outline
  readonly at: number
}

/** The first paragraphs that say something; of the others not even the line is read. */
function firstParagraphs(bodies: readonly Outline[], count: number): Paragraph[] {
  const found: Paragraph[] = []
  for (const body of bodies)
    for (let at = 1; at < body.elements.length && found.length < count; at++)
      if (isParagraph(body, at)) found.push({ body, at })
  return found
}

function lastParagraphs(bodies: readonly Outline[], count: number): Paragraph[] {
  const found: Paragraph[] = []
  for (const body of bodies.toReversed())
    for (let at = body.elements.length - 1; at > 0 && found.length < count; at--)
      if (isParagraph(body, at)) found.push({ body, at })
  return found.reverse()
}

function isParagraph(body: Outline, at: number): boolean {
  return body.elements[at]?.name === 'p' && body.isCut[at] === 0 && lineAt(body, at) !== ''
}
