/** Most lines are in another alphabet than most rules, which this finds out at once. */
const latin = 1
const cyrillic = 2
const arabic = 4

/** Expressions in one alphabet that must all be found in one paragraph. */
interface Rule {
  readonly alphabet: number
  readonly parts: readonly RegExp[]
}

const rule = (alphabet: number, ...parts: RegExp[]): Rule => ({ alphabet, parts })

/** Warnings that name both a punishment and what the reader does with the publisher's content. */
const warnings: readonly Rule[] = [
  rule(
    latin,
    /\byou(?:r)?\b/i,
    /\b(?:fine[sd]?|fined|imprison\w*|jail\w*|prosecut\w*|punish\w*|penalt\w*|liab\w+|criminal\w*|detain\w*|arrest\w*)\b/i,
    /\b(?:shar|lik|comment|sav|repost|subscrib|forward|stor|contact|donat)\w*/i,
    /\b(?:our|this (?:site|website|publication|content|material|channel)|us)\b/i,
  ),
  rule(
    cyrillic,
    /(?:\bвы\b|\bвам\b|\bвас\b|вашей|\bваш|читател)/iu,
    /(?:штраф|лишени\p{L}+ свобод|тюрьм|тюрем|уголовн|административн|наказан|преследован|ответственност)/iu,
    /(?:делиться|поделит|распростран|репост|лайк|коммент|сохран|подпис|донат|пожертв|ссылк|связ)/iu,
    /(?:наш|\bнам\b|\bнас\b|этот (?:сайт|материал)|этого (?:сайта|материала)|материал|контент)/iu,
  ),
  rule(
    cyrillic,
    /(?:\bви\b|\bвам\b|\bвас\b|ваш)/iu,
    /(?:штраф|ув['’]язнен|кримінальн|адміністративн|покаран|відповідальн)/iu,
    /(?:поширю|поширен|ділитися|коментува|зберіга|репост|підпис)/iu,
  ),
  rule(
    cyrillic,
    /(?:\bвы\b|\bвам\b|\bвас\b|ваш|чытач)/iu,
    /(?:штраф|турм|пазбаўлен|крымінальн|адміністрацыйн|пакаран|адказнасц)/iu,
    /(?:распаўсюд|дзяліцца|падзяліцца|каментав|захоўв|рэпост|падпіс)/iu,
  ),
  rule(
    arabic,
    /(?:شما|خوانندگان|کاربران)/u,
    /(?:جریمه|زندان|مجازات|پیگرد|بازداشت)/u,
    /(?:اشتراک|بازنشر|ذخیره|لایک|نظر|همرسانی)/u,
  ),
  // The wording that the law or the publisher fixes; alone enough.
  rule(
    cyrillic,
    /(?:настоящий материал|данное сообщение|сообщение \(материал\)|материал \(информация\)).{0,120}(?:создан|произвед|распростран).{0,300}иностранн\p{L}+ агент/iu,
  ),
  rule(
    latin,
    /this (?:message|material|news).{0,80}(?:created|produced|distributed|disseminated).{0,160}foreign (?:agent|mass media)/i,
  ),
]

const statuses: readonly Rule[] = [
  rule(
    latin,
    /\b(?:declared|designated|labell?ed|recogni[sz]ed|listed|deemed)\b.{0,80}(?:undesirable organi[sz]ation|foreign agent|extremist)/i,
  ),
  rule(
    cyrillic,
    /(?:признан|внесен|внесён|объявлен)\p{L}*.{0,120}(?:нежелательн|иностранн\p{L}+ агент|иноагент|экстремист)/iu,
  ),
  rule(cyrillic, /(?:визнан|оголошен)\p{L}*.{0,120}(?:небажан|іноземн\p{L}+ агент|екстреміст)/iu),
  rule(cyrillic, /(?:прызнан|абвешчан)\p{L}*.{0,120}(?:непажадан|замежн\p{L}+ агент|экстрэміс)/iu),
]

/** Whether a line warns readers of what the law says about it, or is in wording that the law fixes. */
export function isWarning(line: string): boolean {
  return holds(warnings, line)
}

/** Whether it says that somebody was put on a list: a notice where it stands alone, news among paragraphs. */
export function namesStatus(line: string): boolean {
  return holds(statuses, line)
}

/** Whether all the expressions of one of the rules are found. */
function holds(rules: readonly Rule[], line: string): boolean {
  const alphabets = alphabetsOf(line)
  for (const { alphabet, parts } of rules)
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
