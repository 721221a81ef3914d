/** The vocabularies whose elements mean something in a feed; '' is that of RSS, Atom and sitemaps themselves. */
export type Vocabulary =
  | ''
  | 'dc'
  | 'dcterms'
  | 'content'
  | 'media'
  | 'sy'
  | 'itunes'
  | 'rdf'
  | 'xhtml'
  | 'news'
  | 'xml'
  | 'other'

// Namespace names as they are met, without scheme, `www.` and final slash or hash, in lower case.
const spaces: readonly (readonly [RegExp, Vocabulary])[] = [
  [
    /^w3\.org\/2005\/atom$|^purl\.org\/(?:atom|echo|pie)\b|^example\.com\/(?:newformat|necho)$|^uri\/of\/echo/,
    '',
  ],
  [/^purl\.org\/rss\/1\.0$|^purl\.org\/(?:net\/)?rss1\.1|^purl\.org\/rss\/1\.0\/modules\/rss091$/, ''],
  [/^backend\.userland\.com\/rss|^(?:blogs|cyber)\.law\.harvard\.edu\/(?:tech\/)?rss/, ''],
  [/netscape\.com\/(?:rdf\/simple\/0\.9|publish\/formats\/rss)/, ''],
  [/^sitemaps\.org\/schemas\/sitemap\/|^google\.com\/schemas\/sitemap\/0/, ''],
  [/^google\.com\/schemas\/sitemap-news\//, 'news'],
  [/^purl\.org\/dc\/elements\/1/, 'dc'],
  [/^purl\.org\/dc\/terms$/, 'dcterms'],
  [/^purl\.org\/rss\/1\.0\/modules\/content$/, 'content'],
  [/^search\.yahoo\.com\/mrss|^video\.search\.yahoo\.com\/mrss/, 'media'],
  [/^purl\.org\/rss\/1\.0\/modules\/syndication$/, 'sy'],
  [/\/dtds\/podcast-1\.0\.dtd$/, 'itunes'],
  [/^w3\.org\/1999\/02\/22-rdf-syntax-ns$/, 'rdf'],
  [/^w3\.org\/1999\/xhtml$/, 'xhtml'],
  [/^w3\.org\/xml\/1998\/namespace$/, 'xml'],
]

// What a prefix says where nobody declared it.
const prefixes: Readonly<Record<string, Vocabulary>> = {
  ...{ rss: '', atom: '', atom10: '', atom03: '', a10: '', dc: 'dc', dcterms: 'dcterms', content: 'content' },
  ...{
    media: 'media',
    mrss: 'media',
    sy: 'sy',
    itunes: 'itunes',
    rdf: 'rdf',
    xhtml: 'xhtml',
    news: 'news',
    xml: 'xml',
  },
}

/**
 * The vocabulary of a namespace's name (Namespaces in XML §3).
 * @param namespace its name, or `undeclared:` and the prefix where nobody declared it.
 */
function vocabularyOf(namespace: string): Vocabulary {
  if (namespace === '') return ''
  const prefix = /^undeclared:(.*)/.exec(namespace)?.[1]
  if (prefix !== undefined) return prefixes[prefix] ?? 'other'
  const bare = namespace
    .slice(0, 200)
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/[/#]{1,9}$/, '')
  return spaces.find(([pattern]) => pattern.test(bare))?.[1] ?? 'other'
}

/** The same, asked once for each name of a document. */
export function rememberingVocabularies(): (namespace: string) => Vocabulary {
  const known = new Map<string, Vocabulary>()
  return namespace => {
    const before = known.get(namespace)
    if (before !== undefined) return before
    const vocabulary = vocabularyOf(namespace)
    if (known.size < 1000) known.set(namespace, vocabulary)
    return vocabulary
  }
}
