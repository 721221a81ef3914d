import type { ShownLine } from './around-headline.ts'

/** Languages whose papers also write dates by another calendar: what is shown in them is not read. */
const otherCalendars = new Set(
  'am ar bn bo ckb dv dz fa he ja km ks ku lo mn my ne or pa pnb prs ps sd si ta te th ti tig ug ur yi'.split(
    ' ',
  ),
)
/** Outside of these the year is one of another era: 2567 is Buddhist, 2082 Bikram Sambat, 1404 Persian. */
const firstYear = 1990
const lastYear = 2049

/** The first letters by which months are told apart in the languages that write dates with their names, January first. */
const months = [
  'jan ene gen янв січ студ sty led oca ιαν',
  'feb fév fev фев лют lut úno şub φεβ',
  'mar mär mrt maa мар бер сак bře μαρ',
  'apr avr abr апр кві крас kwi dub nis απρ',
  'may mai maj mei mag май мая трав kvě μαΐ μάι',
  'jun juin giu июн черв чэрв cze červ haz ιουν',
  'jul juil lug июл лип ліп lip červenc tem ιουλ',
  'aug ago aoû aou авг серп жнів sie srp ağu αυγ',
  'sep set сен вер wrz zář eyl σεπ',
  'oct okt out ott окт жов каст paź říj eki οκτ',
  'nov noy ноя лист ліст lis kas νοε',
  'dec dez déc dic des дек груд снеж gru pro ara δεκ',
].map(names => names.split(' '))

const year = '(?<y>(?:19|20)\\d{2})(?!\\d)'
const forms: readonly RegExp[] = [
  new RegExp(`(?<![\\p{L}\\p{N}])(?<m>\\p{L}{3,10})\\.? (?<d>\\d{1,2})(?:st|nd|rd|th)?,? ${year}`, 'iu'),
  new RegExp(
    `(?<!\\d)(?<d>\\d{1,2})(?:st|nd|rd|th|\\.|er)?[ -](?:de |of )?(?<m>\\p{L}{3,10})[. ,-]{1,2}(?:de |del )?${year}`,
    'iu',
  ),
  /(?<!\d)(?<y>(?:19|20)\d{2})-(?<n>\d{2})-(?<d>\d{2})(?!\d)/u,
  /(?<!\d)(?<y>(?:19|20)\d{2})\s?[年년]\s?(?<n>\d{1,2})\s?[月월]\s?(?<d>\d{1,2})\s?[日일]/u,
  /(?<!\d)(?<y>(?:19|20)\d{2})\.\s?(?<n>\d{1,2})\.\s?(?<d>\d{1,2})(?!\d)/u,
  /(?<!\d)(?<d>\d{1,2})\.(?<n>\d{1,2})\.(?<y>(?:19|20)\d{2})(?!\d)/u,
]
const changed =
  /\b(?:updated|modified|edited|revised|reviewed|aktualisiert|geändert|mis à jour|modifié|actualizado|aggiornato|atualizado|zaktualizowano|bijgewerkt|güncelleme)\b|обновлен|оновлен|更新|修改/iu
const maxRest = 60
/** No form finds more than this. */
const longestDay = 40
/** What all forms have in common: most lines have none. */
const yearOnly = new RegExp(year.replace('?<y>', '?:'), 'u')

/** A day that a page shows with its headline. */
export interface ShownDay {
  readonly publishedMs: number | null
  readonly modifiedMs: number | null
}

/**
 * The days that stand in lines of their own around the headline, as midnight UTC. Only days of the Gregorian calendar that
 * can be nothing else are read: with the month's name or the year first, or parted by points, with four digits for the year.
 * @param around what stands around the headline, nearest first.
 */
export function readShownDay(around: readonly ShownLine[], language: string | null): ShownDay {
  let publishedMs: number | null = null
  let modifiedMs: number | null = null
  const [primary = ''] = (language ?? '').split('-')
  if (otherCalendars.has(primary)) return { publishedMs, modifiedMs }
  for (const { line } of around) {
    for (const part of line.split(/[|•·]|(?=updated|aktualisiert|обновлено)/iu)) {
      const ms = dayOf(part)
      if (ms === null) continue
      if (changed.test(part)) modifiedMs ??= ms
      // Within what says that it was changed the day stands alone once more.
      else if (ms !== modifiedMs) publishedMs ??= ms
    }
    if (publishedMs !== null) break
  }
  return { publishedMs, modifiedMs }
}

/** The day that a line says, where it says little else; null where it says none. */
function dayOf(line: string): number | null {
  if (line.length > maxRest + longestDay || !yearOnly.test(line)) return null
  for (const form of forms) {
    const found = form.exec(line)
    if (found === null) continue
    const rest = line.replace(found[0], ' ')
    const ms = msOf(found.groups ?? {})
    if (ms !== null && rest.length <= maxRest && !/[.!?]\s+\p{Lu}/u.test(rest)) return ms
  }
  return null
}

function msOf({ y = '', m = '', n = '', d = '' }: Record<string, string | undefined>): number | null {
  const month = n === '' ? monthOf(m) : Number(n) - 1
  if (Number(y) < firstYear || Number(y) > lastYear) return null
  const ms = Date.UTC(Number(y), month, Number(d))
  const date = new Date(ms)
  return date.getUTCMonth() === month && date.getUTCDate() === Number(d) ? ms : null
}

function monthOf(name: string): number {
  const lower = name.toLowerCase()
  let best = ''
  let month = -1
  for (const [index, starts] of months.entries())
    for (const start of starts)
      if (lower.startsWith(start) && start.length > best.length) {
        best = start
        month = index
      }
  return month
}
