/** Expressions that must all be found in one paragraph; the first of them takes little time on any text. */
type Rule = readonly [RegExp, ...RegExp[]]

/** Warnings that name both a punishment and what the reader does with the publisher's content. */
const warnings: readonly Rule[] = [
  [
    /\byou(?:r)?\b/i,
    /\b(?:fine[sd]?|fined|imprison\w*|jail\w*|prosecut\w*|punish\w*|penalt\w*|liab\w+|criminal\w*|detain\w*|arrest\w*)\b/i,
    /\b(?:shar|lik|comment|sav|repost|subscrib|forward|stor|contact|donat)\w*/i,
    /\b(?:our|this (?:site|website|publication|content|material|channel)|us)\b/i,
  ],
  [
    /(?:\bвы\b|\bвам\b|\bвас\b|вашей|\bваш|читател)/iu,
    /(?:штраф|лишени\p{L}+ свобод|тюрьм|тюрем|уголовн|административн|наказан|преследован|ответственност)/iu,
    /(?:делиться|поделит|распростран|репост|лайк|коммент|сохран|подпис|донат|пожертв|ссылк|связ)/iu,
    /(?:наш|\bнам\b|\bнас\b|этот (?:сайт|материал)|этого (?:сайта|материала)|материал|контент)/iu,
  ],
  [
    /(?:\bви\b|\bвам\b|\bвас\b|ваш)/iu,
    /(?:штраф|ув['’]язнен|кримінальн|адміністративн|покаран|відповідальн)/iu,
    /(?:поширю|поширен|ділитися|коментува|зберіга|репост|підпис)/iu,
  ],
  [
    /(?:\bвы\b|\bвам\b|\bвас\b|ваш|чытач)/iu,
    /(?:штраф|турм|пазбаўлен|крымінальн|адміністрацыйн|пакаран|адказнасц)/iu,
    /(?:распаўсюд|дзяліцца|падзяліцца|каментав|захоўв|рэпост|падпіс)/iu,
  ],
  [
    /(?:شما|خوانندگان|کاربران)/u,
    /(?:جریمه|زندان|مجازات|پیگرد|بازداشت)/u,
    /(?:اشتراک|بازنشر|ذخیره|لایک|نظر|همرسانی)/u,
  ],
  // The wording that the law or the publisher fixes; alone enough.
  [
    /иностранн\p{L}+ агент/iu,
    /(?:настоящий материал|данное сообщение|сообщение \(материал\)|материал \(информация\)).{0,120}(?:создан|произвед|распростран).{0,300}иностранн\p{L}+ агент/iu,
  ],
  [
    /foreign (?:agent|mass media)/i,
    /this (?:message|material|news).{0,80}(?:created|produced|distributed|disseminated).{0,160}foreign (?:agent|mass media)/i,
  ],
]

const statuses: readonly Rule[] = [
  [
    /undesirable organi[sz]ation|foreign agent|extremist/i,
    /\b(?:declared|designated|labell?ed|recogni[sz]ed|listed|deemed)\b.{0,80}(?:undesirable organi[sz]ation|foreign agent|extremist)/i,
  ],
  [
    /нежелательн|иностранн\p{L}+ агент|иноагент|экстремист/iu,
    /(?:признан|внесен|внесён|объявлен).{0,130}(?:нежелательн|иностранн\p{L}+ агент|иноагент|экстремист)/iu,
  ],
  [
    /небажан|іноземн\p{L}+ агент|екстреміст/iu,
    /(?:визнан|оголошен).{0,130}(?:небажан|іноземн\p{L}+ агент|екстреміст)/iu,
  ],
  [
    /непажадан|замежн\p{L}+ агент|экстрэміс/iu,
    /(?:прызнан|абвешчан).{0,130}(?:непажадан|замежн\p{L}+ агент|экстрэміс)/iu,
  ],
]

const rules = [...warnings, ...statuses]
const beyondLatin = /[\u0400-\u04FF\u0600-\u06FF]/
/** What begins the rules in Latin letters, and the others: one look that tells most lines for none. */
const latinBeginnings = beginningsOf(source => !beyondLatin.test(source), 'i')
const otherBeginnings = beginningsOf(source => beyondLatin.test(source), 'iu')

function beginningsOf(isWanted: (source: string) => boolean, flags: string): RegExp {
  const sources = rules.map(([first]) => first.source).filter(isWanted)
  return new RegExp(sources.join('|'), flags)
}

/** Whether a line warns readers of what the law says about it, or is in wording that the law fixes. */
export function isWarning(line: string): boolean {
  return mayHold(line) && holds(warnings, line)
}

/** Whether it says that somebody was put on a list: a notice where it stands alone, news among paragraphs. */
export function namesStatus(line: string): boolean {
  return mayHold(line) && holds(statuses, line)
}

/** No rule is fulfilled by less, and most lines of a page, the links of its menus, are little more. */
const shortest = 11

/** Whether the first of the expressions of any rule is found. */
export function mayHold(line: string): boolean {
  if (line.length < shortest) return false
  return latinBeginnings.test(line) || (beyondLatin.test(line) && otherBeginnings.test(line))
}

/** Whether all the expressions of one of the rules are found. */
function holds(some: readonly Rule[], line: string): boolean {
  return some.some(parts => parts.every(part => part.test(line)))
}
