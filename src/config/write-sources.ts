import type { Subscription } from '../core/feed/read-opml.ts'

/** A source as the configuration takes it, made of a subscription. */
export interface ImportedSource {
  readonly id: string
  readonly name: string
  readonly feeds: readonly string[]
  /** Null where the list does not say. */
  readonly language: string | null
  readonly topics: readonly string[]
  /** Categories whose names have no Latin letter, which a topic needs. */
  readonly namelessTopics: readonly string[]
  /** Whether the feed carries whole articles, so that their pages need not be asked for. */
  readonly hasFullText?: boolean
  /** The newest titles, for whoever reads the file. */
  readonly newest?: readonly string[]
}

/** Sources of the feeds of a reading list, each with an id of its own. */
export function importSources(subscriptions: readonly Subscription[]): readonly ImportedSource[] {
  const taken = new Set<string>()
  return subscriptions.map(({ title, feedUrl, language, categories }) => {
    const name = title ?? hostOf(feedUrl)
    const id = freeId(idOf(name) || idOf(hostOf(feedUrl)) || 'source', taken)
    taken.add(id)
    return {
      id,
      name,
      feeds: [feedUrl],
      language: isLanguage(language) ? language : null,
      topics: [...new Set(categories.map(idOf).filter(topic => topic !== ''))],
      namelessTopics: categories.filter(category => idOf(category) === ''),
    }
  })
}

/** Sources as they are written in the list of a `mirrors.config.ts`. */
export function writeSources(sources: readonly ImportedSource[]): string {
  return sources.map(writeSource).join('')
}

/** The same as comments: for sources that may be wanted later. */
export function writeSourcesAside(sources: readonly ImportedSource[]): string {
  return writeSources(sources).replace(/^ {4}/gm, '    // ')
}

function writeSource(source: ImportedSource): string {
  const { id, name, feeds, language, topics, namelessTopics, newest = [] } = source
  const lines = [
    ...newest.map(title => `// ${title.replace(/[\u0000-\u001f\u2028\u2029]/g, ' ')}`),
    `id: ${quote(id)},`,
    `name: ${quote(name)},`,
    `feeds: [${feeds.map(quote).join(', ')}],`,
    language === null
      ? `language: 'en', // nothing says which it is: check it`
      : `language: ${quote(language)},`,
    ...(topics.length === 0 ? [] : [`topics: [${topics.map(quote).join(', ')}],`]),
    ...(source.hasFullText ? [`fullText: 'feed', // it carries whole articles`] : []),
    ...(namelessTopics.length === 0
      ? []
      : [`// A topic needs Latin letters: ${namelessTopics.join(', ').replace(/\s+/g, ' ')}`]),
  ]
  return `    {\n${lines.map(line => `      ${line}\n`).join('')}    },\n`
}

function quote(text: string): string {
  const escaped = text.replace(/[\\']/g, '\\$&').replace(/[\u0000-\u001f\u2028\u2029]/g, ' ')
  return `'${escaped}'`
}

/** A name as an id: Latin letters without accents, digits, hyphens; empty where it has none. */
function idOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id
  for (let number = 2; ; number++) if (!taken.has(`${id}-${number}`)) return `${id}-${number}`
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^www\./, '')
}

function isLanguage(tag: string | null): tag is string {
  try {
    return tag !== null && Intl.getCanonicalLocales(tag).length === 1
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
