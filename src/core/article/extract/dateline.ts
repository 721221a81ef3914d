import { isAgency } from './agencies.ts'

/** As far as a dateline goes. */
const maxLength = 120
/** `BERLIN, 4 May (Reuters) -`, `Moskau (dpa) -`, `(AP) —`, `【共同】`. */
const inBrackets =
  /^([^()[\]（）【】]{0,80}?)\s*[([（【]\s*([^()[\]（）【】]{2,40}?)\s*[)\]）】](\s*[-–—―:.])?/u
/** `МОСКВА, 5 янв - РИА Новости.`, `КИЕВ. 4 мая. ИНТЕРФАКС-УКРАИНА –`. */
const behindDay =
  /^\p{Lu}[\p{Lu} -]{2,30}[,.] \d{1,2} \p{L}{3,9}\.?\s*[-–—/,.]*\s*(?:\/)?([\p{L} «»-]{3,30}?)\s*[./–—]/u
/** `新华社北京5月4日电`. */
const wired = /^[（(【]?(新华社|新華社|中新社|中新网|中央社|法新社|路透社|美联社)[^。]{0,24}?[电電]/u

/** What one of them needs: a bracket, a place in capitals, or the name of a Chinese agency. */
const mayBegin = /^.{0,80}[([（【]|^\p{Lu}{3}|^[新中法路美]/u

/** The agencies that a text names in front of its first sentence; none where it begins with the sentence. */
export function agenciesOfDateline(text: string): readonly string[] {
  const start = text.slice(0, maxLength)
  if (!mayBegin.test(start)) return []
  const wire = wired.exec(start)?.[1]
  if (wire !== undefined) return [wire]
  const [, place = '', inside = '', dash = ''] = inBrackets.exec(start) ?? []
  if (inside !== '' && isPlace(place, dash === '' ? 0 : 1)) {
    const names = inside.split(/\s*[/,;&+]\s*|\s+(?:and|und|et|y|e|и|i)\s+/u).filter(isAgency)
    if (names.length > 0) return names
  }
  const name = behindDay.exec(start)?.[1]?.trim()
  return name !== undefined && isAgency(name) ? [name] : []
}

/** Whether words are those of a place and a day: few of them, hardly any that begins small. */
function isPlace(text: string, maxSmall: number): boolean {
  const words = text.split(/[\s,/–—-]+/).filter(word => word !== '')
  const small = words.filter(word => /^\p{Ll}/u.test(word) && word.length > 3)
  return words.length <= 9 && small.length <= maxSmall && !/[!?;:"“”«»]/u.test(text)
}
