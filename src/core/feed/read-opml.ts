import { AppError } from '../errors.ts'
import { decodeText } from '../source/decode.ts'
import { elementsOf } from './element.ts'
import { foldText } from './plain-text.ts'
import { isWebAddress, resolveUrl } from './reference.ts'
import { readXmlTree, type XmlElement } from './xml-tree.ts'

/** A feed that a reading list names. */
export interface Subscription {
  readonly title: string | null
  /** Address of the feed. */
  readonly feedUrl: string
  /** Address of the publisher's page. */
  readonly pageUrl: string | null
  readonly language: string | null
  /** The folders that it stands in and the categories that it names, each once, outermost first. */
  readonly categories: readonly string[]
}

/**
 * The feeds of a reading list (OPML 1.0 and 2.0, dev.opml.org/spec2.html), each once; what is no feed is passed over.
 * @throws AppError `feed-unreadable` for what is no OPML.
 */
export function readOpml(body: Uint8Array): readonly Subscription[] {
  const { text } = decodeText(body, { contentType: null, kind: 'xml' })
  const start = text.search(/<opml[\s>]/i)
  const tree =
    start === -1
      ? null
      : readXmlTree(text.slice(start), { url: null, entryNames: new Set(), onEntry: () => {}, maxEntries: 1 })
  if (tree === null)
    throw new AppError('feed-unreadable', 'found no OPML: there is no <opml> in it', {
      next: 'export the list of subscriptions from the feed reader once more',
    })
  const found = new Map<string, Subscription>()
  for (const subscription of subscriptionsIn(tree.root, [])) {
    const known = found.get(subscription.feedUrl)
    const categories = [...new Set([...(known?.categories ?? []), ...subscription.categories])]
    found.set(subscription.feedUrl, { ...(known ?? subscription), categories })
  }
  return [...found.values()]
}

function subscriptionsIn(element: XmlElement, folders: readonly string[]): readonly Subscription[] {
  return elementsOf(element).flatMap(child => {
    if (child.name !== 'outline') return subscriptionsIn(child, folders)
    const feedUrl = resolveUrl(child.attributes.get('xmlurl'), null)
    const title = foldText(child.attributes.get('title') || child.attributes.get('text'))
    if (feedUrl === null || !isWebAddress(feedUrl))
      return subscriptionsIn(child, title === null ? folders : [...folders, title])
    const own = {
      title,
      feedUrl,
      pageUrl: resolveUrl(child.attributes.get('htmlurl'), null),
      language: foldText(child.attributes.get('language')),
      categories: [...folders, ...ownCategories(child)],
    }
    return [own, ...subscriptionsIn(child, folders)]
  })
}

// dev.opml.org/spec2.html: several are set apart by commas; a slash at the start says that slashes divide levels.
function ownCategories(outline: XmlElement): readonly string[] {
  return (outline.attributes.get('category') ?? '')
    .split(',')
    .flatMap(category => (category.trim().startsWith('/') ? category.split('/') : [category]))
    .map(category => category.trim())
    .filter(category => category !== '')
}
