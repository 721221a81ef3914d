import type { Entry } from '../feed/feed.ts'
import { escapeText } from '../html/escape.ts'
import { addressKey } from './address-key.ts'
import type { ArchivedArticle, Article } from './article.ts'

/** What a second look at an article's page upstream came to. */
export type Recheck =
  | { readonly status: 'there' | 'gone' | 'moved' }
  | { readonly status: 'changed'; readonly article: Article }

/** An archived article as the entry that would announce it: what its page does not say is taken from there again. */
export function entryOf(article: ArchivedArticle): Entry {
  return {
    id: null,
    url: article.provenance.upstreamUrl ?? article.canonicalUrl,
    title: article.title,
    publishedMs: article.publishedMs,
    updatedMs: null,
    authors: article.byline,
    categories: article.tags,
    summary: escapeText(article.summary),
    content: null,
  }
}

/**
 * Compares what stands at an article's address now with what was archived. A publisher who takes an article down often
 * leads its address to the front page or to a section: then it is gone too, and that page is no text of it.
 */
export function judgeRecheck(known: ArchivedArticle, found: Article): Recheck {
  const [key] = found.identity.keys
  if (key !== `url:${addressKey(known.canonicalUrl ?? '')}`)
    return { status: leadsUpwards(entryOf(known).url, found.provenance.upstreamUrl) ? 'gone' : 'moved' }
  // Names, tags and summaries that the feed alone had would look like changes here.
  const isSame = found.text === known.text && found.title === known.title
  return isSame ? { status: 'there' } : { status: 'changed', article: found }
}

/** Whether an address leads to the front page of its host, or to a folder that it stands in. */
function leadsUpwards(asked: string | null, landed: string | null): boolean {
  if (asked === null || landed === null) return false
  const [from, to] = [new URL(asked).pathname, new URL(landed).pathname.replace(/\/?$/, '/')]
  return to === '/' || (from !== to && from.startsWith(to))
}
