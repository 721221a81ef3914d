import type { ReadFormat } from './detect.ts'

const closings = {
  rss: { entry: 'item', containers: ['channel', 'rss'] },
  rdf: { entry: 'item', containers: ['rdf'] },
  atom: { entry: 'entry', containers: ['feed'] },
} as const

// Comments of caches and generators stand after the root element.
const tailLength = 2000

/**
 * A document whose transfer broke off, closed after its last whole entry, so that the loss of its end costs no more
 * than that. Any other one is given back as it is.
 */
export function mendEnd(text: string, format: ReadFormat): string {
  if (format === 'json') return text
  const tail = text.slice(-tailLength)
  if (/<\/(?:[\w.-]+:)?(?:rss|rdf|feed)\s*>/i.test(tail)) return text
  if (/<\/(?:[\w.-]+:)?(?:rss|rdf|feed)\s*$/i.test(tail)) return `${text}>`
  const { entry, containers } = closings[format]
  const end = endOfLast(text, entry)
  if (end === null) return text
  return text.slice(0, end) + closeContainers(text, containers)
}

// More of them, and trying each would take too long.
const maxEntriesTried = 2000

/**
 * A document without the entries that alone make it unreadable.
 * @param isReadable whether a document can be read; each entry is tried in one of its own.
 */
export function withoutBrokenEntries(
  text: string,
  format: ReadFormat,
  isReadable: (text: string) => boolean,
): string {
  if (format === 'json') return text
  const { entry, containers } = closings[format]
  const name = `(?:[\\w.-]+:)?${entry}`
  // No entry holds the beginning of another one.
  const entries = new RegExp(`<${name}[\\s>](?:(?!<${name}[\\s>])[^])*?</${name}\\s*>`, 'gi')
  const frame = containers.map(container => openingTag(text, container))
  const open = frame.toReversed().join('')
  const close = closeContainers(text, containers)
  let tried = 0
  return text.replace(entries, found =>
    ++tried > maxEntriesTried || isReadable(open + found + close) ? found : '',
  )
}

function endOfLast(text: string, name: string): number | null {
  const last = [...text.matchAll(new RegExp(`</(?:[\\w.-]+:)?${name}\\s*>`, 'gi'))].at(-1)
  return last === undefined ? null : last.index + last[0].length
}

/** The name with the prefix and case in which the document opens it. */
function writtenName(text: string, name: string): string {
  return new RegExp(`<((?:[\\w.-]+:)?${name})[\\s>]`, 'i').exec(text)?.[1] ?? name
}

function closeContainers(text: string, names: readonly string[]): string {
  return names.map(name => `</${writtenName(text, name)}>`).join('')
}

/** The opening tag as it stands, with the namespaces that it declares. */
function openingTag(text: string, name: string): string {
  return new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^<>]*)?>`, 'i').exec(text)?.[0] ?? ''
}
