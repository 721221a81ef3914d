import { lettersOf } from '../../html/letters.ts'

/** What is known of the site that a page stands on. */
export interface SiteFacts {
  readonly name: string | null
  readonly url: string | null
}

const shortest = 4

/** Whether a part of a title, or of a byline, is the site's name or that of its host. */
export function isSiteName(part: string, { name, url }: SiteFacts): boolean {
  const own = lettersOf(part)
  if (own === '') return false
  const known = lettersOf(name ?? '')
  if (known !== '' && (known.includes(own) || own.includes(known))) return true
  if (url === null || !URL.canParse(url)) return false
  const host = new URL(url).hostname.replace(/^www\./, '')
  return own === lettersOf(host) || labelsOf(host).some(label => isLabel(own, label))
}

function labelsOf(host: string): readonly string[] {
  return host.split('.').slice(0, -1).map(lettersOf)
}

/** `newegg` is the site of `Newegg.com`, `getdiana` that of `Diana`. */
function isLabel(own: string, label: string): boolean {
  if (own === label) return true
  return label.length >= shortest && own.length >= shortest && (label.includes(own) || own.startsWith(label))
}
