const particles = new Set(
  "de da do dos das del della di du la le el al van von der den ter ten zu zum af av bin ibn bint abu ben y e d' o' и і ве".split(
    ' ',
  ),
)
const noName =
  /^(?:about|all|add|article|back|bio|by|click|comments?|contact|continue|copy|email|facebook|follow|free|get|home|join|last|latest|learn|leave|link|login|menu|min|more|newsletter|next|no|open|our|posted|previous|print|published|read|related|reply|save|search|see|share|show|sign|skip|subscribe|table|tags?|the latest|toggle|topics?|twitter|updated|view|visit|watch|written)\b/i
const maxWords = 6

/**
 * Whether a line can be a person's name: two to six words that begin with capitals, particles aside, or a word or two of a
 * script that has none.
 */
export function isPersonName(line: string, minWords = 2): boolean {
  if (
    line.length > 50 ||
    line.length < 2 ||
    /[\d@#/\\:;!?<>=()[\]{}|"“”«»…]/u.test(line) ||
    noName.test(line)
  )
    return false
  const words = line.split(/\s+/)
  if (words.length > maxWords) return false
  const isCased = /\p{Lu}/u.test(line)
  if (!isCased)
    return /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{M}·\s-]+$/u.test(
      line,
    )
  return (
    words.length >= minWords &&
    words.every(word => /^\p{Lu}[\p{L}\p{M}.'’‑-]*,?$/u.test(word) || particles.has(word.toLowerCase()))
  )
}

/** Letters behind a name that are a degree or an order, and no name of their own: `MS`, `RD`, `Ph.D.`, `CEPF®`. */
export function isCredential(part: string): boolean {
  return (
    part.length <= 12 &&
    /^(?:\p{Lu}[\p{Lu}\d.®()-]*|Ph\.?\s?D\.?|M\.?Sc\.?|B\.?Sc\.?|Dr\.?|Jr\.?|Sr\.?|Esq\.?|PharmD|PsyD|EdD|DrPH)$/u.test(
      part,
    ) &&
    !/^\p{Lu}\p{Ll}+$/u.test(part.replace(/\.$/, '').replace(/^(?:Dr|Jr|Sr|Esq)$/, ''))
  )
}

/** A login name, a number or a placeholder of a template, where a name should be. */
export function isHandle(name: string): boolean {
  return (
    /^\d+$/.test(name) ||
    /^@/.test(name) ||
    /^[a-z0-9]+(?:[._-][a-z0-9]+)+$/.test(name) ||
    /^[a-z0-9]{5,}$/.test(name) ||
    /^[a-z]{2,6}\/[a-z]{2,6}$/.test(name) ||
    /^(?:admin(?:istrator)?|editor|webmaster|root|user|author|guest|staff|null|undefined|none|n\/a|view more posts|guest (?:author|contributor)|(?:noc|site|web|blog) ?admin)$/i.test(
      name,
    )
  )
}

/** What somebody is: `Senior Reporter`, `CEO of Example`. */
export function isRole(part: string): boolean {
  return /(?<![\p{L}\p{N}])(?:editors?|reporters?|correspondents?|(?:staff )?writers?|contributors?|columnists?|journalists?|producers?|directors?|managers?|coordinators?|chief|ceo|cto|coo|cfo|(?:co-)?founders?|president|professors?|fellow|researchers?|analysts?|specialists?|dietitian|nutritionist|redakteur(?:in)?|korrespondent(?:in)?|journalistin|rédact(?:eur|rice)|periodista|redactora?|redaktor(?:ka)?|profesorius|корреспондент|редактор|журналист|обозреватель|кореспондент|журналіст)(?![\p{L}\p{N}])/iu.test(
    part,
  )
}

/** The newsroom under a name of its own: `Staff`, `News Desk`, `Guardian staff reporter`, `Our Editors`, `Redaktion`. */
export function isDesk(name: string): boolean {
  return (
    /^(?:(?:our|the) )?(?:[\p{L}\p{N}.]+ ){0,3}(?:staff(?: (?:reporters?|writers?))?|(?:news ?|web ?|online ?)?desk|newsroom|editors|reporters|editorial(?: (?:team|staff|board))?)$/iu.test(
      name,
    ) ||
    /^(?:die |la |от )?(?:\p{L}+-)?(?:redaktion|rédaction|redacción|redazione|redação|redakcja|redactie|redaksjonen|redaktionen|toimitus|редакци[яи]|редакція|编辑部|編集部)(?: \S+){0,2}$/iu.test(
      name,
    )
  )
}
