import { type EditionFormat, editionFormats } from '../feed/edition.ts'

/** Everything a reader can ask for, as named by a path below a mirror's base. */
export type DocumentName =
  | { readonly kind: 'front' }
  | { readonly kind: 'list'; readonly slug: string; readonly page: number }
  | { readonly kind: 'article'; readonly id: string; readonly page: number }
  | { readonly kind: 'article-text'; readonly id: string; readonly form: 'txt' | 'md' }
  | { readonly kind: 'article-signature'; readonly id: string }
  | {
      readonly kind: 'feed'
      readonly slug: string
      readonly format: EditionFormat
      readonly light: boolean
      readonly archivePage: number | null
    }
  | { readonly kind: 'opml' }
  | { readonly kind: 'search'; readonly query: string; readonly page: number }
  | { readonly kind: 'offline'; readonly form: 'html' | 'epub' }
  | { readonly kind: 'subscribe' }
  | { readonly kind: 'aggregators' }
  | { readonly kind: 'mirrors' }
  | { readonly kind: 'manifest' }

const id = '[0-9a-hjkmnp-tv-z]{12}'
const slug = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?'
const number = '[1-9][0-9]{0,6}'
const articlePath = new RegExp(`^a/(${id})(?:-(${number}))?(?:\\.html)?$`)
const textPath = new RegExp(`^a/(${id})\\.(txt|md)$`)
const signaturePath = new RegExp(`^a/(${id})\\.sig$`)
const feedPath = new RegExp(`^feeds/(${slug})\\.(${editionFormats.join('|')})$`)
const listPath = new RegExp(`^(${slug})(?:_(${number}))?(?:\\.html)?$`)

/**
 * Reads a path below the base, without its leading slash.
 * A source may be called `x-1` or `x-light`; which of the two is meant, the edition or the document of it,
 * is settled by `editionExists`.
 * @returns null for everything that we do not serve.
 */
export function parsePath(path: string, editionExists: (slug: string) => boolean): DocumentName | null {
  // Pages link to the front page by its file name, so that a copy in a folder works.
  if (path === '' || path === 'index' || path === 'index.html') return { kind: 'front' }
  if (path === 'feeds.opml') return { kind: 'opml' }
  if (path === 'subscribe' || path === 'subscribe.html') return { kind: 'subscribe' }
  // What is searched for stands behind the path.
  if (path === 'search' || path === 'search.html') return { kind: 'search', query: '', page: 1 }
  if (path === 'offline' || path === 'offline.html') return { kind: 'offline', form: 'html' }
  if (path === 'offline.epub') return { kind: 'offline', form: 'epub' }
  if (path === 'aggregators' || path === 'aggregators.html') return { kind: 'aggregators' }
  if (path === 'mirrors' || path === 'mirrors.html') return { kind: 'mirrors' }
  if (path === 'mirrors.json') return { kind: 'manifest' }
  const article = articlePath.exec(path)
  if (article?.[1] !== undefined) return { kind: 'article', id: article[1], page: Number(article[2] ?? 1) }
  const text = textPath.exec(path)
  if (text?.[1] !== undefined)
    return { kind: 'article-text', id: text[1], form: text[2] === 'md' ? 'md' : 'txt' }
  const signature = signaturePath.exec(path)
  if (signature?.[1] !== undefined) return { kind: 'article-signature', id: signature[1] }
  return parseFeedPath(path, editionExists) ?? parseListPath(path, editionExists)
}

function parseFeedPath(path: string, editionExists: (slug: string) => boolean): DocumentName | null {
  const match = feedPath.exec(path)
  const name = match?.[1]
  const format = editionFormats.find(each => each === match?.[2])
  if (name === undefined || format === undefined) return null
  if (editionExists(name)) return { kind: 'feed', slug: name, format, light: false, archivePage: null }
  const part = /^(.+)-(light|[1-9][0-9]{0,6})$/.exec(name)
  if (part?.[1] === undefined || !editionExists(part[1])) return null
  const light = part[2] === 'light'
  return { kind: 'feed', slug: part[1], format, light, archivePage: light ? null : Number(part[2]) }
}

function parseListPath(path: string, editionExists: (slug: string) => boolean): DocumentName | null {
  const match = listPath.exec(path)
  const name = match?.[1]
  if (name === undefined || !editionExists(name)) return null
  return { kind: 'list', slug: name, page: Number(match?.[2] ?? 1) }
}

/** Whether an edition that the operator defines may have this slug: no document of ours stands where its own would. */
export function isFreeSlug(slug: string): boolean {
  if (slug === 'all' || /^(?:source|lang|topic)-/.test(slug) || /-(?:light|[0-9]+)$/.test(slug)) return false
  return parsePath(slug, () => true)?.kind === 'list'
}

/** The path of a document, below the base: what `parsePath` reads. */
export function formatPath(name: DocumentName): string {
  switch (name.kind) {
    case 'front':
      return ''
    case 'list':
      return name.page === 1 ? `${name.slug}.html` : `${name.slug}_${name.page}.html`
    case 'article':
      return name.page === 1 ? `a/${name.id}.html` : `a/${name.id}-${name.page}.html`
    case 'article-text':
      return `a/${name.id}.${name.form}`
    case 'article-signature':
      return `a/${name.id}.sig`
    case 'feed': {
      const part = name.archivePage !== null ? `-${name.archivePage}` : name.light ? '-light' : ''
      return `feeds/${name.slug}${part}.${name.format}`
    }
    case 'opml':
      return 'feeds.opml'
    case 'search':
      return 'search.html'
    case 'offline':
      return `offline.${name.form}`
    case 'subscribe':
      return 'subscribe.html'
    case 'aggregators':
      return 'aggregators.html'
    case 'mirrors':
      return 'mirrors.html'
    case 'manifest':
      return 'mirrors.json'
  }
}
