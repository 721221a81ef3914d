import { cut, lineAt, type Outline } from './outline.ts'

const maxCreditLength = 240

const agencies =
  'reuters|ap|associated press|afp|dpa|epd|kna|apa|sid|efe|ansa|lusa|pap|interfax|tass|ria novosti|ukrinform|unian|belta|belapan|xinhua|kyodo|yonhap|anadolu|aa|dha|iha|pti|ani|ians|bbc|cnn|rfe\\/rl|voa|dw|rfi|isna|irna|тасс|интерфакс|рейтер|риа новости|укринформ|белапан|белта|新华社|新華社|法新社|路透社|美联社'

const credits: readonly RegExp[] = [
  /^(?:with|additional|based on|compiled from|written with)\s+(?:additional\s+)?(?:reporting|reports?|contributions?|material|files|information|writing|editing|research)\b.{0,200}\b(?:by|from|to)\b/i,
  /^with (?:reporting|reports|contributions|material|files|information) (?:by|from) /i,
  /^based on (?:reporting|reports|material|a story) (?:by|from) /i,
  /^(?:additional )?(?:reporting|writing|editing|edited|written|compiled|produced|translated) by\b.{2,}/i,
  /^по (?:материалам|сообщениям|информации|данным) [^.]{2,80}\.?$/iu,
  /^(?:при подготовке (?:материала|текста|статьи)|с использованием (?:материалов|сообщений|информации)|с участием|использованы материалы)/iu,
  /^(?:за (?:матеріалами|повідомленнями|інформацією)|з використанням матеріалів) [^.]{2,80}\.?$/iu,
  /^(?:паводле|з выкарыстаннем матэрыялаў) [^.]{2,80}\.?$/iu,
  /^(?:mit (?:material|informationen|agenturmaterial) (?:von|der|des)|mit material (?:von|der)|quellen?:)\s.{2,120}$/i,
  /^\(?(?:avec|con información de|con información|com informações d[aeo]|con agencias|com agências)\s.{2,80}\)?\.?$/i,
  /^(?:źródło|źródła|zdroj|джерело|источник|kaynak|quelle|fuente|fonte|منبع)\s*[:：]\s*.{2,80}$/iu,
  /^(?:با (?:گزارش|استفاده از گزارش)|بر اساس گزارش)/u,
  new RegExp(
    `^[(\\[（【]\\s*(?:${agencies})(?:\\s*[,/;&+|–-]\\s*[\\p{L}\\p{N}. /]{1,30}|\\s+(?:and|und|et|y|и|e)\\s+[\\p{L}. ]{1,20})*\\s*[)\\]）】]\\.?$`,
    'iu',
  ),
  new RegExp(`^(?:[–—-]\\s*)?(?:${agencies})(?:\\s*[,/;&]\\s*(?:${agencies}))*\\.?$`, 'iu'),
]

const corrections =
  /^(?:correction|corrections|clarification|editor['’]s note:? (?:an earlier|this (?:story|article) (?:has been|was) (?:updated|corrected))|an earlier version of this|this (?:article|story) (?:has been|was) (?:corrected|amended|updated)|исправлен|уточнение|поправка|в (?:более ранней|предыдущей|первоначальной) версии|виправлен|у попередній версії|hinweis: in einer früheren|korrektur|anmerkung der redaktion: in einer|correctif|rectificatif|fe de erratas|corrección|errata)\b/iu

const creditWindow = 6
const correctionWindow = 3

/** Takes the lines that name agencies and helpers out of the body, from its last paragraphs. */
export function takeCredits(bodies: readonly Outline[]): readonly string[] {
  const found: string[] = []
  for (const { body, at } of lastParagraphs(bodies, creditWindow).reverse()) {
    const line = lineAt(body, at)
    if (line.length > maxCreditLength || !credits.some(credit => credit.test(line))) continue
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
    if (!corrections.test(line)) continue
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
