import { type Element, isTag } from 'domhandler'
import { elementsOf, parentElement } from '../../html/tree.ts'
import type { Drop } from './drop.ts'
import { knownLine } from './known-line.ts'

const maxNoticeLength = 2_000
const noticeElements = new Set(['p', 'li', 'td', 'blockquote', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'dd'])

/** Most lines are in another alphabet than most rules, which this finds out at once. */
const latin = /[a-z]/i
const cyrillic = /[\u0400-\u04FF]/
const arabic = /[\u0600-\u06FF]/

/**
 * Warnings that name both a punishment and what the reader does with the publisher's content. Each is a list of
 * expressions that must all be found in one paragraph.
 */
const warnings: readonly (readonly RegExp[])[] = [
  [
    latin,
    /\byou(?:r)?\b/i,
    /\b(?:fine[sd]?|fined|imprison\w*|jail\w*|prosecut\w*|punish\w*|penalt\w*|liab\w+|criminal\w*|detain\w*|arrest\w*)\b/i,
    /\b(?:shar|lik|comment|sav|repost|subscrib|forward|stor|contact|donat)\w*/i,
    /\b(?:our|this (?:site|website|publication|content|material|channel)|us)\b/i,
  ],
  [
    cyrillic,
    /(?:\bвы\b|\bвам\b|\bвас\b|вашей|\bваш|читател)/iu,
    /(?:штраф|лишени\p{L}+ свобод|тюрьм|тюрем|уголовн|административн|наказан|преследован|ответственност)/iu,
    /(?:делиться|поделит|распростран|репост|лайк|коммент|сохран|подпис|донат|пожертв|ссылк|связ)/iu,
    /(?:наш|\bнам\b|\bнас\b|этот (?:сайт|материал)|этого (?:сайта|материала)|материал|контент)/iu,
  ],
  [
    cyrillic,
    /(?:\bви\b|\bвам\b|\bвас\b|ваш)/iu,
    /(?:штраф|ув['’]язнен|кримінальн|адміністративн|покаран|відповідальн)/iu,
    /(?:поширю|поширен|ділитися|коментува|зберіга|репост|підпис)/iu,
  ],
  [
    cyrillic,
    /(?:\bвы\b|\bвам\b|\bвас\b|ваш|чытач)/iu,
    /(?:штраф|турм|пазбаўлен|крымінальн|адміністрацыйн|пакаран|адказнасц)/iu,
    /(?:распаўсюд|дзяліцца|падзяліцца|каментав|захоўв|рэпост|падпіс)/iu,
  ],
  [
    arabic,
    /(?:شما|خوانندگان|کاربران)/u,
    /(?:جریمه|زندان|مجازات|پیگرد|بازداشت)/u,
    /(?:اشتراک|بازنشر|ذخیره|لایک|نظر|همرسانی)/u,
  ],
]

/** The wording that the law or the publisher fixes; alone enough. */
const formulas: readonly (readonly RegExp[])[] = [
  [
    cyrillic,
    /(?:настоящий материал|данное сообщение|сообщение \(материал\)|материал \(информация\)).{0,120}(?:создан|произвед|распростран).{0,300}иностранн\p{L}+ агент/iu,
  ],
  [
    latin,
    /this (?:message|material|news).{0,80}(?:created|produced|distributed|disseminated).{0,160}foreign (?:agent|mass media)/i,
  ],
]

/** That the publisher was put on a list: a notice where it stands alone, news where it stands among paragraphs. */
const statuses: readonly (readonly RegExp[])[] = [
  [
    latin,
    /\b(?:declared|designated|labell?ed|recogni[sz]ed|listed|deemed)\b.{0,80}(?:undesirable organi[sz]ation|foreign agent|extremist)/i,
  ],
  [
    cyrillic,
    /(?:признан|внесен|внесён|объявлен)\p{L}*.{0,120}(?:нежелательн|иностранн\p{L}+ агент|иноагент|экстремист)/iu,
  ],
  [cyrillic, /(?:визнан|оголошен)\p{L}*.{0,120}(?:небажан|іноземн\p{L}+ агент|екстреміст)/iu],
  [cyrillic, /(?:прызнан|абвешчан)\p{L}*.{0,120}(?:непажадан|замежн\p{L}+ агент|экстрэміс)/iu],
]

/**
 * Takes the publisher's own notices to its readers out of the page, wherever they stand, each complete: the paragraph
 * that was known by its words together with the others of its wrapper.
 * @returns the notices in document order, lines parted by newlines, each once.
 */
export function takeNotices(root: Element, drop: Drop): readonly string[] {
  const notices: string[] = []
  const done = new Set<Element>()
  for (const element of elementsOf(root)) {
    if (!noticeElements.has(element.name) || done.has(element) || element.parent === null) continue
    const line = knownLine(element)
    if (line.length > maxNoticeLength || !isNotice(element, line)) continue
    const parts = wholeNotice(element)
    const text = parts
      .map(knownLine)
      .filter(part => part !== '')
      .join('\n')
    if (!notices.some(known => known.includes(text))) notices.push(text)
    for (const part of parts) {
      for (const inner of elementsOf(part)) done.add(inner)
      done.add(part)
      drop(part, 'notice', 'kept apart as a notice')
    }
  }
  return notices
}

function isNotice(element: Element, line: string): boolean {
  if (isWarning(line)) return true
  return holds(statuses, line) && standsAlone(element, line)
}

function isWarning(line: string): boolean {
  return holds(warnings, line) || holds(formulas, line)
}

/** Whether all the expressions of one of the rules are found. */
function holds(rules: readonly (readonly RegExp[])[], line: string): boolean {
  return rules.some(parts => parts.every(part => part.test(line)))
}

/** Whether the wrapper says little more than this line: then it is no paragraph of an article. */
function standsAlone(element: Element, line: string): boolean {
  const parent = parentElement(element)
  return (
    line.length <= 600 &&
    parent !== null &&
    parent.name !== 'body' &&
    knownLine(parent).length <= line.length * 1.2
  )
}

/** The paragraph with those around it in the same wrapper, where the wrapper is the notice's own. */
function wholeNotice(element: Element): readonly Element[] {
  const parent = parentElement(element)
  if (parent === null) return [element]
  const siblings = parent.children.filter(isTag)
  if (knownLine(parent).length <= maxNoticeLength && siblings.length <= 8) {
    const known = siblings.filter(sibling => {
      const line = knownLine(sibling)
      return isWarning(line) || holds(statuses, line)
    })
    const knownLength = known.reduce((sum, sibling) => sum + knownLine(sibling).length, 0)
    if (knownLength >= knownLine(parent).length * 0.5)
      return siblings.filter(sibling => knownLine(sibling) !== '')
  }
  const index = siblings.indexOf(element)
  const isPart = (sibling: Element | undefined): boolean =>
    sibling !== undefined && holds(statuses, knownLine(sibling)) && knownLine(sibling).length <= 300
  return siblings.filter((sibling, at) => at === index || (Math.abs(at - index) === 1 && isPart(sibling)))
}
