import { childrenOf, textsOf } from './element.ts'
import type { Entry, Feed } from './feed.ts'
import { skippedOf, ttlOf } from './feed-rhythm.ts'
import { pageLink } from './links.ts'
import { foldText } from './plain-text.ts'
import { authorsOf, readEntry } from './read-entry.ts'
import { titleOf } from './text-construct.ts'
import { readXmlTree, type XmlElement } from './xml-tree.ts'

const entryNames: ReadonlySet<string> = new Set(['item', 'entry'])

/** More than any newsroom lists; what stands behind them is older still. */
export const maxEntries = 20_000

/**
 * RSS 0.9x, 1.0 and 2.0 and Atom 0.3 and 1.0 as a feed, however well it is formed. One reading serves all: feeds mix
 * their elements, and an entry counts wherever it stands.
 * @param text from the root element on.
 * @param url where it was found, against which its references are resolved.
 */
export function readXmlFeed(text: string, format: 'rss' | 'atom' | 'rdf', url: string | null): Feed {
  const entries: Entry[] = []
  const tree = readXmlTree(text, {
    url,
    entryNames,
    onEntry: element => entries.push(readEntry(element)),
    maxEntries,
  })
  const root = tree?.root
  const channels = root === undefined ? [] : [...childrenOf(root, 'channel'), root]
  const own = authorsOfFeed(channels, format)
  const skipped = firstOf(channels, skippedOf)
  return {
    format,
    title: firstOf(channels, titleOfChannel),
    url: firstOf(channels, pageLink),
    language: firstOf(channels, languageOf),
    ttlMinutes: firstOf(channels, ttlOf),
    ...(skipped && { skipped }),
    entries: entries.map(entry => (entry.authors.length > 0 ? entry : { ...entry, authors: own })),
    isCutOff: tree?.isCutOff ?? false,
  }
}

function firstOf<Value>(
  elements: readonly XmlElement[],
  read: (element: XmlElement) => Value | null,
): Value | null {
  for (const element of elements) {
    const value = read(element)
    if (value !== null) return value
  }
  return null
}

function titleOfChannel(channel: XmlElement): string | null {
  return firstOf([...childrenOf(channel, 'title'), ...childrenOf(channel, 'dc:title')], titleOf)
}

function languageOf(channel: XmlElement): string | null {
  const stated = textsOf(channel, 'language', 'dc:language')[0] ?? channel.attributes.get('xml:lang')
  return foldText(stated)
}

// RFC 4287 §4.2.1: authors of the feed stand for those of an entry without; RSS has no such rule.
function authorsOfFeed(channels: readonly XmlElement[], format: 'rss' | 'atom' | 'rdf'): readonly string[] {
  return format === 'atom' ? channels.flatMap(authorsOf) : []
}
