import type { Article } from '../core/article/article.ts'
import { toIso } from '../core/instant.ts'

/** An article as programs read it: the keys are fixed, dates are RFC 3339. */
export function toArticleFacts(article: Omit<Article, 'identity' | 'contentHash' | 'provenance'>) {
  return {
    title: article.title,
    byline: article.byline.length > 0 ? article.byline : null,
    published: isoOrNull(article.publishedMs),
    modified: isoOrNull(article.modifiedMs),
    lang: article.language,
    dir: article.direction,
    site: article.siteName === '' ? null : article.siteName,
    text: article.text,
    html: article.html,
    notices: article.notices,
    credits: article.credits,
    section: article.section,
    tags: article.tags,
    canonical: article.canonicalUrl,
    corrections: article.corrections,
    figures: article.figures,
  }
}

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : toIso(ms)
}
