import { lettersOf } from '../../html/letters.ts'

/** What is known of the site that a page stands on, as letters that lines are compared with; empty where it is not known. */
export interface SiteNames {
  readonly name: string
  readonly host: string
  /** The parts of the host's name but the last. */
  readonly labels: readonly string[]
}

const shortest = 4
/** Letters beside the name: `Harbour Post online`; what says more, speaks of the site. */
const mostBesides = 15
const maxNameLength = 500

/** Reads what lines are compared with: once for a page, whose lines are many. */
export function siteNamesOf(name: string | null, url: string | null): SiteNames {
  const host = (url === null ? null : URL.parse(url))?.hostname.replace(/^www\./, '') ?? ''
  return {
    name: lettersOf((name ?? '').slice(0, maxNameLength)),
    host: lettersOf(host),
    labels: host.split('.').slice(0, -1).map(lettersOf),
  }
}

/** Whether a part of a title, or of a byline, is the site's name or that of its host. */
export function isSiteName(part: string, { name, host, labels }: SiteNames): boolean {
  const own = lettersOf(part)
  if (own === '') return false
  if (name !== '' && (name.includes(own) || (own.includes(name) && own.length <= name.length + mostBesides)))
    return true
  return own === host || labels.some(label => isLabel(own, label))
}

/** `newegg` is the site of `Newegg.com`, `getdiana` that of `Diana`. */
function isLabel(own: string, label: string): boolean {
  if (own === label) return true
  return label.length >= shortest && own.length >= shortest && (label.includes(own) || own.startsWith(label))
}
