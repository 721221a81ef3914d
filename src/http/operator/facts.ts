import type { ArchivedArticle } from '../../core/article/article.ts'
import { statesOf } from '../../core/article/states-of.ts'
import type { AuditLine } from '../../core/audit.ts'
import { toIso } from '../../core/instant.ts'
import type { SourceReview } from '../../operations/review-sources.ts'

/** What operators and their programs are told; dates are RFC 3339 in UTC. */
export function articleFacts(article: ArchivedArticle) {
  return {
    id: article.id,
    entryId: article.entryId,
    sources: article.sourceIds,
    title: article.title,
    lang: article.language,
    published: toIso(article.publishedMs),
    updated: toIso(article.updatedMs),
    revision: article.revision,
    states: statesOf(article),
    upstream: article.provenance.upstreamUrl,
  }
}

export function sourceFacts({ source, state, standing }: SourceReview) {
  return {
    id: source.id,
    name: source.name,
    lang: source.language,
    status: standing.status,
    reasons: standing.reasons,
    next: standing.next,
    lastSuccess: isoOrNull(state?.lastSuccessAtMs),
    lastNew: isoOrNull(state?.lastNewAtMs),
    nextDue: isoOrNull(state?.nextDueAtMs),
    failures: state?.failures ?? 0,
    fullTextShare: standing.fullTextShare,
  }
}

export function auditFacts({ atMs, actor, action, subject, detail }: AuditLine) {
  return { at: toIso(atMs), actor, action, subject, detail }
}

function isoOrNull(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : toIso(ms)
}
