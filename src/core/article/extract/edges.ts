import type { Element } from 'domhandler'
import { lettersOf } from '../../html/letters.ts'
import { foldSpace } from '../../html/text.ts'
import { elementsOf, findElement, isWithin } from '../../html/tree.ts'
import type { Drop } from './drop.ts'
import { knownLine } from './known-line.ts'

const lines = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'time', 'td', 'blockquote'])
const headWindow = 8
const bylineStart =
  /^(?:by|von|par|por|di|автор|текст|аўтар|autor|written by|posted by|published by|作者|记者|نویسنده)\b\s*:?\s*\S/iu
const dateLine =
  /^(?:(?:published|posted|updated|last (?:updated|modified)|modified|created|erstellt|aktualisiert|stand|veröffentlicht|publié|mis à jour|actualizado|publicado|pubblicato|опубликовано|обновлено|дата|опубліковано|оновлено|발행|更新|发布)[\s:]*(?:on|am|le|at|el)?\s*)?[\p{L}.,]{0,14}\s*(?:\d{1,4}[./\s年月日-]{1,2}\s*(?:\p{L}{2,12}\.?|\d{1,2})[./\s,年月日-]{0,2}\s*(?:de\s)?\d{0,4}|\p{L}{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})[\s,|·•@–—日-]*(?:(?:at|um|à|в|o|alle)\s)?(?:\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?)?\s*(?:am|pm|uhr|[A-Z]{2,4}|Z)?\.?$/iu

/** Takes away what stands between the edge of the body and its text: the title again, byline, date. */
export function trimEdges(
  body: Element,
  facts: { readonly title: string | null; readonly byline: readonly string[] | null },
  drop: Drop,
): void {
  const title = lettersOf(facts.title ?? '')
  for (const element of elementsOf(body)) {
    if (element.name === 'h1' && isWithin(element, body)) drop(element, 'edge', 'the title again')
  }
  for (const element of edgeLines(body).slice(0, headWindow)) {
    const line = knownLine(element)
    const reason = whyNoText(line, title, facts.byline)
    if (reason !== null) drop(element, 'edge', reason)
  }
  for (const element of edgeLines(body).slice(-4)) {
    const line = knownLine(element)
    if (isDate(line)) drop(element, 'edge', 'a date')
    else if (isByline(line, facts.byline)) drop(element, 'edge', 'the byline again')
  }
}

function edgeLines(body: Element): readonly Element[] {
  return elementsOf(body).filter(
    element =>
      lines.has(element.name) &&
      knownLine(element) !== '' &&
      findElement(element, ({ name }) => lines.has(name) && name !== 'time') === null,
  )
}

function whyNoText(line: string, title: string, byline: readonly string[] | null): string | null {
  if (title !== '' && lettersOf(line) === title) return 'the title again'
  if (isDate(line)) return 'a date'
  return isByline(line, byline) ? 'the byline again' : null
}

export function isDate(line: string): boolean {
  return line.length <= 60 && /\d/.test(line) && dateLine.test(line)
}

export function isByline(line: string, byline: readonly string[] | null): boolean {
  if (line.length > 120) return false
  const own = byline === null || byline.length === 0 ? '' : lettersOf(line)
  const named = (byline ?? []).filter(name => own.includes(lettersOf(name)))
  if (named.length > 0) {
    const rest = named.reduce(
      (left, name) => left.replace(new RegExp(escapePattern(name), 'i'), ''),
      foldSpace(line),
    )
    return rest.length <= 40 && !/[.!?]$/.test(line)
  }
  return line.length <= 60 && bylineStart.test(line) && !/[.!?]$/.test(line)
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
