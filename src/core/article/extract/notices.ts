import { kinds } from './kinds.ts'
import { measure } from './measure.ts'
import { childrenAt, cut, lineAt, type Outline } from './outline.ts'

const maxNoticeLength = 2_000

/** Most lines are in another alphabet than most rules, which this finds out at once. */
const latin = 1
const cyrillic = 2
const arabic = 4

/** Expressions in one alphabet that must all be found in one paragraph. */
type Rule = readonly [alphabet: number, ...parts: RegExp[]]

/** Warnings that name both a punishment and what the reader does with the publisher's content. */
const warnings: readonly Rule[] = [
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
const formulas: readonly Rule[] = [
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
const statuses: readonly Rule[] = [
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
export function takeNotices(outline: Outline): readonly string[] {
  const notices: string[] = []
  const { text: lengths } = measure(outline)
  for (let at = 1; at < outline.elements.length; at++) {
    if (((outline.kinds[at] ?? 0) & kinds.notice) === 0 || outline.isCut[at] === 1) continue
    // A wide letter weighs two: this is longer by any count.
    if ((lengths[at] ?? 0) > maxNoticeLength * 2) continue
    const line = lineAt(outline, at)
    if (line.length > maxNoticeLength || !isNotice(outline, at, line)) continue
    const parts = wholeNotice(outline, at)
    const text = parts
      .map(part => lineAt(outline, part))
      .filter(part => part !== '')
      .join('\n')
    if (!notices.some(known => known.includes(text))) notices.push(text)
    for (const part of parts) cut(outline, part, { step: 'notice', reason: 'kept apart as a notice' })
  }
  return notices
}

function isNotice(outline: Outline, at: number, line: string): boolean {
  const alphabets = alphabetsOf(line)
  if (holds(warnings, line, alphabets) || holds(formulas, line, alphabets)) return true
  return holds(statuses, line, alphabets) && standsAlone(outline, at, line)
}

function isWarning(line: string): boolean {
  return holds(warnings, line) || holds(formulas, line)
}

/** Whether all the expressions of one of the rules are found. */
function holds(rules: readonly Rule[], line: string, alphabets = alphabetsOf(line)): boolean {
  for (const [alphabet, ...parts] of rules)
    if ((alphabets & alphabet) !== 0 && parts.every(part => part.test(line))) return true
  return false
}

/** Which alphabets a line has letters of, one bit each. */
function alphabetsOf(line: string): number {
  let alphabets = 0
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at)
    if (code < 0x400) {
      const lower = code | 0x20
      if (lower >= 0x61 && lower <= 0x7a) alphabets |= latin
    } else if (code < 0x500) alphabets |= cyrillic
    else if (code >= 0x600 && code < 0x700) alphabets |= arabic
  }
  return alphabets
}

/** Whether the wrapper says little more than this line: then it is no paragraph of an article. */
function standsAlone(outline: Outline, at: number, line: string): boolean {
  const around = outline.parents[at] ?? -1
  return (
    line.length <= 600 &&
    around >= 0 &&
    outline.elements[around]?.name !== 'body' &&
    lineAt(outline, around).length <= line.length * 1.2
  )
}

/** The paragraph with those around it in the same wrapper, where the wrapper is the notice's own. */
function wholeNotice(outline: Outline, at: number): readonly number[] {
  const around = outline.parents[at] ?? -1
  const whole = lineAt(outline, around)
  const siblings = childrenAt(outline, around)
  const lines = siblings.map(sibling => lineAt(outline, sibling))
  if (whole.length <= maxNoticeLength && siblings.length <= 8) {
    const known = lines.filter(line => isWarning(line) || holds(statuses, line))
    const knownLength = known.reduce((sum, line) => sum + line.length, 0)
    if (knownLength >= whole.length * 0.5) return siblings.filter((_, index) => lines[index] !== '')
  }
  const index = siblings.indexOf(at)
  const isPart = (line: string): boolean => line.length <= 300 && holds(statuses, line)
  return siblings.filter(
    (_, other) => other === index || (Math.abs(other - index) === 1 && isPart(lines[other] ?? '')),
  )
}
