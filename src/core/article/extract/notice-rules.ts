/** Expressions that must all be found in one paragraph; the first of them takes little time on any text. */
type Rule = readonly [RegExp, ...RegExp[]]

/** Warnings that name both a punishment and what the reader does with the publisher's content. */
const warnings: readonly Rule[] = [
  [
    /\byou(?:r)?\b/i,
    /\b(?:fine[sd]|a fine|imprison\w*|jail\w*|prosecut\w*|punish\w*|penalt\w*|(?:held|be) liable|criminal\w*|detain\w*|arrest\w*)\b/i,
    /\b(?:shar|lik|comment|sav|repost|subscrib|forward|stor|contact|donat)\w*/i,
    /\b(?:our (?:content|(?:web)?sites?|stor(?:y|ies)|articles?|posts?|reports?|reporting|publications?|channels?|materials?|pages?|journalism|work)|this (?:site|website|publication|content|material|channel)|(?:contact|support|follow|join|donat|subscrib)\w*(?: to)? us)\b/i,
  ],
  // \b knows Latin letters only.
  [
    /(?<!\p{L})(?:вы|вам|вас|ваш\p{L}{0,3}|читател\p{L}+)(?!\p{L})/iu,
    /(?:штраф|лишени\p{L}+ свобод|тюрьм|тюрем|уголовн|административн|наказан|преследован|к ответственност)/iu,
    /(?:делиться|делитесь|поделит|распростран|репост|лайк|коммент|сохран|подпис|донат|пожертв|ссылк|связыва|связь с нами)/iu,
    /(?<!\p{L})(?:наш(?:ими?|его|ему|их|и|у|а|е|ей)?|нам|нас|нами|эт(?:от|ого|им) (?:сайт|материал)\p{L}*|контент\p{L}*)(?!\p{L})/iu,
  ],
  [
    /(?<!\p{L})(?:ви|вам|вас|ваш\p{L}{0,3}|читач\p{L}*)(?!\p{L})/iu,
    /(?:штраф|ув['’ʼ]язнен|кримінальн|адміністративн|покаран|до відповідальн)/iu,
    /(?:поширю|поширен|ділитися|ділитеся|коментува|зберіга|репост|підпис)/iu,
    /(?<!\p{L})(?:наш(?:ими?|ого|ому|их|і|у|а|е|ої|ій)?|нам|нас|нами|ц(?:ей|ього|им) (?:сайт|матеріал)\p{L}*|контент\p{L}*)(?!\p{L})/iu,
  ],
  [
    /(?<!\p{L})(?:вы|вам|вас|ваш\p{L}{0,3}|чытач\p{L}*)(?!\p{L})/iu,
    /(?:штраф|турм|пазбаўлен|крымінальн|адміністрацыйн|пакаран|да адказнасц)/iu,
    /(?:распаўсюд|дзяліцца|дзеліцеся|падзяліцца|каментав|захоўв|рэпост|падпіс)/iu,
  ],
  [
    /(?:شما|خوانندگان|کاربران)/u,
    /(?:جریمه|زندان|مجازات|پیگرد|بازداشت)/u,
    /(?:اشتراک|بازنشر|ذخیره|لایک|نظر|همرسانی)/u,
  ],
  // What the publisher calls its own comes first: hardly a line has it.
  [
    /kontentimiz|içeriğ|içerik|materialımız|saytımız|maqolalarimiz|materiallarimiz/i,
    /(?:siz|siniz|sınız|sunuz|sünüz)/iu,
    /(?:həbs|məsuliyyət|cərim|jarima|qamoq|javobgar|ceza|hapis)/iu,
    /(?:paylaş|bəyən|şərh|ulash|izoh|beğen|yorum)/iu,
  ],
  [
    /контент|мазмұн|мазмун|материалдарымыз|муҳтаво/iu,
    /(?<!\p{L})(?:сіз|сізге|сіздің|сиз|сизге|сиздин|шумо|шуморо)(?!\p{L})/iu,
    /(?:айыппұл|түрме|жауапкершілік|айып пул|камак|жоопкерчилик|ҷарима|зиндон)/iu,
    /(?:бөліс|тарат|пікір|бөлүш|комментарий|мубодила)/iu,
  ],
  [
    /(?:unsere[nrms]?|diese[nrms]?) (?:Inhalte?n?|Beiträgen?|Artikeln?|Seiten?|Website|Materialien)/i,
    /\b(?:Sie|Ihnen)\b/,
    /(?:Geldstrafe|Bußgeld|Haft|strafbar|Strafe)/,
    /(?:teilen|liken|kommentieren|weiterleiten|speichern|verbreiten)/i,
  ],
  [
    /\b(?:nos|notre|ce) (?:contenus?|articles?|publications?|site|matériel)/i,
    /\b(?:vous|votre|vos)\b/i,
    /(?:amende|prison|poursui|condamn)/i,
    /(?:partag|comment|enregistr|diffus)/i,
  ],
  [
    /(?:nuestr[oa]s?|este) (?:contenidos?|publicaciones|artículos?|sitio|material)/i,
    /\b(?:usted|ustedes|les?|tus?)\b/i,
    /(?:multa|cárcel|prisión|sancion)/i,
    /(?:compart|coment|guard|difund)/i,
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
  [
    /unerwünschte[rn]? Organisation|ausländische[rn]? Agent/i,
    /(?:unerwünschte|ausländische).{0,100}(?:eingestuft|erklärt|gelistet)|(?:eingestuft|erklärt).{0,100}(?:unerwünschte|ausländische)/i,
  ],
  [
    /organisation indésirable|agent de l['’]étranger/i,
    /(?:déclaré|désigné|classé).{0,100}(?:organisation indésirable|agent de l['’]étranger)/iu,
  ],
  [
    /نامطلوب|عامل خارجی/u,
    /(?:شناخته|اعلام|معرفی).{0,60}(?:نامطلوب|عامل خارجی)|(?:نامطلوب|عامل خارجی).{0,60}(?:شناخته|اعلام|معرفی)/u,
  ],
  [/жағымсыз ұйым|қалаусыз ұйым|шетел(?:дік)? агент|чет элдик агент/iu, /(?:ұйым|агент).{0,60}деп/iu],
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
