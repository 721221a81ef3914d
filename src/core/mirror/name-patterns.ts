import { parse } from 'tldts'

/** A pattern by which a censor would find names that are not known yet. */
export interface NamePattern {
  /** As people write it: `news-*`, `16 letters`. */
  readonly pattern: string
  readonly hosts: readonly string[]
}

// Two names may be alike by chance.
const fewest = 3
const shortestWord = 4
// Nobody chooses names of one such length for other reasons than that a program made them.
const shortestMade = 12

/** What three or more names of a pool have in common besides their parent: a word, a numbered stem, a made-up length. */
export function findNamePatterns(hosts: readonly string[]): readonly NamePattern[] {
  const found = new Map<string, string[]>()
  for (const host of hosts)
    for (const pattern of patternsOf(host)) found.set(pattern, [...(found.get(pattern) ?? []), host])
  return [...found]
    .filter(([, alike]) => alike.length >= fewest)
    .map(([pattern, alike]) => ({ pattern, hosts: alike.toSorted() }))
    .toSorted((a, b) => b.hosts.length - a.hosts.length || (a.pattern < b.pattern ? -1 : 1))
}

function patternsOf(host: string): ReadonlySet<string> {
  const { subdomain, domainWithoutSuffix } = parse(host, { allowPrivateDomains: true })
  const labels = [...(subdomain ?? '').split('.'), domainWithoutSuffix ?? ''].filter(Boolean)
  const patterns = new Set<string>()
  for (const label of labels) {
    for (const word of label.split(/[-_\d]+/)) if (word.length >= shortestWord) patterns.add(`…${word}…`)
    const stem = /^(.*?)[-_]?\d+$/.exec(label)?.[1]
    if (stem !== undefined && stem !== '') patterns.add(`${stem} and a number`)
    if (/^[a-z0-9]+$/.test(label) && label.length >= shortestMade)
      patterns.add(`${label.length} letters or digits in one piece`)
  }
  return patterns
}
