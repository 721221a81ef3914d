import { lettersOf } from '../../html/letters.ts'
import { foldSpace } from '../../html/text.ts'
import { kinds } from './kinds.ts'
import { cut, findInside, lineAt, type Outline } from './outline.ts'

const headWindow = 8
const tailWindow = 4
const bylineStart =
  /^(?:(?:by|von|par|por|di|autor|written by|posted by|published by)\b\s*:?|(?:автор|текст|аўтар|作者|记者|نویسنده)\s*[:：])\s*\S/iu
/** A day with what stands around it: the day of the week, the hour, the place that its clock is of. */
const shownDay =
  /^(?:(?:обновлено|опубликовано|дата|добавлено|aktualizacja|dodano|atualizado|publicado|发布时间|时间)[:：\s]*)?(?:\d{1,2}:\d{2}[,|\s]+)?(?:[\p{L}-]{2,16}\.?,?\s+)?(?:\d{1,2}\.? (?:de )?\p{L}{3,12}\.?(?: (?:de )?\d{4})?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./年-]\d{1,2}[./月-]\d{1,2}日?)(?:\s*(?:г|года|r|roku)\.?)?[\s,|(–—-]*(?:(?:в|à|às|at|um|о|godz\.)\s)?(?:\d{1,2}[:.]\d{2}(?::\d{2})?)?\)?\s*(?:мск|msk|uhr|[ap]m|[A-Z]{2,4})?\.?$/iu
/** The same where the source follows it. */
const daySource =
  /^(?:https?:\/\/\S+\s+)?\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?\s*(?:(?:来源|來源|作者|稿源)\s*[:：]?\s*\S+(?:\s+\S+){0,4}|[^\s，。]{2,10})?$/u
const dateLine =
  /^(?:(?:published|posted|updated|last (?:updated|modified)|modified|created|erstellt|aktualisiert|stand|veröffentlicht|publié|mis à jour|actualizado|publicado|pubblicato|опубликовано|обновлено|дата|опубліковано|оновлено|발행|更新|发布)[\s:]*(?:on|am|le|at|el)?\s*)?[\p{L}.,]{0,14}\s*(?:\d{1,4}[./\s年月日-]{1,2}\s*(?:\p{L}{2,12}\.?|\d{1,2})[./\s,年月日-]{0,2}\s*(?:de\s)?\d{0,4}|\p{L}{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})[\s,|·•@–—日-]*(?:(?:at|um|à|в|o|alle)\s)?(?:\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?)?\s*(?:am|pm|uhr|[A-Z]{2,4}|Z)?\.?$/iu

/** Takes away what stands between the edge of the body and its text: the title again, byline, date. */
export function trimEdges(
  body: Outline,
  facts: { readonly title: string | null; readonly byline: readonly string[] | null },
): void {
  const title = lettersOf(facts.title ?? '')
  const isByline = bylineTest(facts.byline)
  const take = (at: number, reason: string): void => cut(body, at, { step: 'edge', reason })
  for (let at = 1; at < body.elements.length; at++)
    if (body.elements[at]?.name === 'h1' && body.isCut[at] === 0) take(at, 'the title again')
  body.drop.sweep()
  for (const at of firstLines(body, headWindow)) {
    const reason = whyNoText(lineAt(body, at), title, isByline)
    if (reason !== null) take(at, reason)
  }
  body.drop.sweep()
  for (const at of lastLines(body, tailWindow)) {
    const line = lineAt(body, at)
    if (isDate(line)) take(at, 'a date')
    else if (isByline(line)) take(at, 'the byline again')
  }
  body.drop.sweep()
}

/** The first of the innermost lines of a body, and of the times in them; of the others not even the text is read. */
function firstLines(body: Outline, count: number): readonly number[] {
  const found: number[] = []
  for (let at = 1; at < body.elements.length && found.length < count; at++)
    if (isLine(body, at)) found.push(at)
  return found
}

function lastLines(body: Outline, count: number): readonly number[] {
  const found: number[] = []
  for (let at = body.elements.length - 1; at > 0 && found.length < count; at--)
    if (isLine(body, at)) found.unshift(at)
  return found
}

function isLine(body: Outline, at: number): boolean {
  const isOwn = ((body.kinds[at] ?? 0) & (kinds.line | kinds.time)) !== 0
  return isOwn && body.isCut[at] === 0 && findInside(body, at, kinds.line) === -1 && lineAt(body, at) !== ''
}

function whyNoText(line: string, title: string, isByline: (line: string) => boolean): string | null {
  if (title !== '' && lettersOf(line) === title) return 'the title again'
  if (isDate(line)) return 'a date'
  return isByline(line) ? 'the byline again' : null
}

function isDate(line: string): boolean {
  if (line.length > 60 || !/\d/.test(line)) return false
  return dateLine.test(line) || shownDay.test(line) || daySource.test(line)
}

/** A test of a line: whether it names the authors and says little else. */
function bylineTest(byline: readonly string[] | null): (line: string) => boolean {
  const names = (byline ?? []).map(name => ({ name, letters: lettersOf(name) }))
  return line => {
    if (line.length > 120) return false
    const own = names.length === 0 ? '' : lettersOf(line)
    const named = names.filter(each => own.includes(each.letters))
    if (named.length > 0) {
      const rest = named.reduce(
        (left, { name }) => left.replace(new RegExp(escapePattern(name), 'i'), ''),
        foldSpace(line),
      )
      return rest.length <= 40 && !/[.!?]$/.test(line)
    }
    return line.length <= 60 && bylineStart.test(line) && !/[.!?]$/.test(line)
  }
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
