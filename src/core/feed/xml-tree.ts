import { resolveBase } from './reference.ts'
import { rememberingVocabularies, type Vocabulary } from './xml-names.ts'
import { createReferences, type References } from './xml-references.ts'
import { scanXml } from './xml-scan.ts'

/** An element with what stands in it, references resolved. */
export interface XmlElement {
  /** Without its prefix, in lower case. */
  readonly name: string
  /** `title` for one of the feed's own vocabulary, `dc:title` for another's, whatever its prefix. */
  readonly key: string
  /** By name without prefix, in lower case, but `xml:base`, `xml:lang` and names of other prefixes with theirs. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly (XmlElement | string)[]
  /** What references in it are resolved against. */
  readonly base: string | null
  /** Whether a base was stated for it (XML Base), and not only the document's own address. */
  readonly hasOwnBase: boolean
}

type Building = XmlElement & {
  readonly children: (XmlElement | string)[]
  readonly writtenName: string
  readonly isEntry: boolean
  readonly namespace: string
  /** Namespaces in scope, by prefix. */
  readonly scope: ReadonlyMap<string, string>
}

// Deeper than any text is nested; what is deeper is read as if it stood here.
const maxDepth = 200
// Of one entry, and of all that stands outside of entries.
const maxNodes = 100_000

export interface TreeOptions {
  /** The address of the document. */
  readonly url: string | null
  /** The names of the elements that are handed out one by one. */
  readonly entryNames: ReadonlySet<string>
  /** Takes an entry, with what encloses it; it is not kept in the tree. */
  readonly onEntry: (entry: XmlElement, enclosing: readonly XmlElement[]) => void
  readonly maxEntries: number
}

/** What became of a document. */
export interface XmlTree {
  /** The root, with all but the entries. */
  readonly root: XmlElement
  /** Whether the document broke off within an entry: the last one lacks its end. */
  readonly isCutOff: boolean
}

/**
 * Builds the tree of a document whose root element comes first, and hands its entries out as they end, so that memory
 * is that of the largest. An end without a beginning is passed over; an element without an end ends with the one that
 * holds it, and an entry where the next begins.
 */
export function readXmlTree(text: string, options: TreeOptions): XmlTree | null {
  const references = createReferences()
  const vocabularies = rememberingVocabularies()
  const stack: Building[] = []
  const openNames = new Map<string, number>()
  let root: Building | null = null
  let entries = 0
  let openEntries = 0
  let nodes = 0
  let nodesOutside = 0
  let skipped = 0

  const push = (element: Building) => {
    stack.push(element)
    openNames.set(element.writtenName, (openNames.get(element.writtenName) ?? 0) + 1)
  }
  const pop = (isCut: boolean) => {
    const element = stack.pop()
    if (element === undefined) return
    openNames.set(element.writtenName, (openNames.get(element.writtenName) ?? 1) - 1)
    if (element.isEntry) {
      openEntries--
      nodes = nodesOutside
      entries++
      options.onEntry(element, stack)
    } else if (!(isCut && openEntries > 0 && isLeaf(element))) {
      stack.at(-1)?.children.push(element)
    }
  }
  const popTo = (index: number) => {
    while (stack.length > index) pop(false)
  }

  const open = (writtenName: string, written: ReadonlyMap<string, string>, isEmpty: boolean) => {
    const parent = stack.at(-1) ?? root
    const element = openElement(writtenName, written, { parent, root, references, vocabularies, options })
    if (element.isEntry) {
      // Where the next begins, the one before lacks its end.
      const before = openEntries === 0 || isEmpty ? -1 : stack.findIndex(each => each.isEntry)
      if (before !== -1) popTo(before)
      openEntries++
      nodesOutside = nodes
      skipped = 0
    } else if (nodes >= maxNodes || stack.length >= maxDepth) {
      if (!isEmpty) skipped++
      return
    }
    nodes++
    if (root === null) root = element
    else if (stack.length === 0) push(root)
    push(element)
    if (isEmpty) pop(false)
  }

  const close = (writtenName: string) => {
    if (skipped > 0 && !isStructural(writtenName)) {
      skipped--
      return
    }
    if ((openNames.get(writtenName) ?? 0) === 0) return
    skipped = 0
    popTo(stack.findLastIndex(each => each.writtenName === writtenName))
  }

  const isBroken = scanXml(text, {
    open,
    close,
    text: (raw, isLiteral) => {
      const parent = stack.at(-1)
      if (parent === undefined || nodes >= maxNodes * 2) return
      if ((stack.length < 3 || parent.isEntry) && raw.trim() === '') return
      nodes++
      parent.children.push(isLiteral ? raw : references.resolve(raw))
    },
    entity: references.declare,
    isDone: () => entries >= options.maxEntries,
    current: () => stack.at(-1)?.writtenName ?? '',
  })
  if (root === null) return null
  const isCutOff = openEntries > 0
  while (stack.length > 0) pop(isCutOff || isBroken)
  return { root, isCutOff }
}

// A text that broke off says something else than its author did.
function isLeaf(element: XmlElement): boolean {
  return element.children.every(child => typeof child === 'string')
}

function isStructural(writtenName: string): boolean {
  return /^(?:[^:]*:)?(?:item|entry|channel|rss|feed|rdf|url|sitemap)$/i.test(writtenName)
}

interface Around {
  readonly parent: Building | null
  readonly root: Building | null
  readonly references: References
  readonly vocabularies: (namespace: string) => Vocabulary
  readonly options: TreeOptions
}

const noAttributes: ReadonlyMap<string, string> = new Map()
// More than any feed declares; each element may add its own to all that are in scope.
const maxNamespaces = 200

function openElement(
  writtenName: string,
  written: ReadonlyMap<string, string>,
  { parent, root, references, vocabularies, options }: Around,
): Building {
  let scope = parent?.scope ?? noAttributes
  let attributes = noAttributes
  if (written.size > 0) {
    const own = new Map<string, string>()
    const values = new Map<string, string>()
    for (const [writtenKey, raw] of written) {
      const key = writtenKey.toLowerCase()
      const value = references.resolve(raw).trim()
      if (!/^xmlns(?::|$)/.test(key)) values.set(attributeName(key, values), value)
      else if (scope.size < maxNamespaces) own.set(key.slice('xmlns:'.length), value)
    }
    if (own.size > 0) scope = new Map([...scope, ...own])
    attributes = values
  }
  const [prefix, name] = splitName(writtenName.toLowerCase())
  const namespace = scope.get(prefix) ?? (prefix === '' ? '' : `undeclared:${prefix}`)
  // Whatever namespace the root is in is that of the feed.
  const vocabulary = root === null || namespace === root.namespace ? '' : vocabularies(namespace)
  const base = attributes.get('xml:base')
  const outerBase = parent?.base ?? options.url
  return {
    name,
    key: vocabulary === '' ? name : `${vocabulary}:${name}`,
    attributes,
    children: [],
    base: base === undefined ? outerBase : resolveBase(base, outerBase),
    hasOwnBase: base !== undefined || (parent?.hasOwnBase ?? false),
    isEntry: root !== null && vocabulary === '' && options.entryNames.has(name) && parent?.name !== 'content',
    writtenName,
    namespace,
    scope,
  }
}

function splitName(name: string): readonly [string, string] {
  const colon = name.indexOf(':')
  return colon === -1 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)]
}

function attributeName(key: string, values: ReadonlyMap<string, string>): string {
  const [prefix, name] = splitName(key)
  return prefix === '' || prefix === 'xml' || values.has(name) ? key : name
}
