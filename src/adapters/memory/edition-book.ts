import type { ArchivedArticle } from '../../core/article/article.ts'
import { editionsOf } from '../../core/feed/edition.ts'
import { formatDefinition, type RuleDefinition, ruledEditionsOf } from '../../core/feed/edition-rule.ts'
import type { DefineReport, EditionSummary } from '../../ports/archive.ts'
import { compare } from './compare.ts'

interface MemoryEdition {
  /** Article ids; the position is the index and one. */
  readonly ids: string[]
  version: number
}

/** Which articles an archive's editions hold, and by which rules the operator has defined some of them. */
export interface EditionBook {
  slugs(): readonly string[]
  ids(slug: string): readonly string[]
  summary(slug: string): EditionSummary | null
  /** The editions that an article belongs in. */
  slugsOf(article: Parameters<typeof editionsOf>[0]): readonly string[]
  /** Puts an article at the end of those editions that do not hold it, and raises the version of all that do. */
  enter(id: string, slugs: readonly string[], version: number): void
  /**
   * Makes the defined editions what the rules say.
   * @param archive.raiseVersion called once where anything changes.
   */
  define(
    rules: readonly RuleDefinition[],
    archive: { readonly articles: () => readonly ArchivedArticle[]; readonly raiseVersion: () => number },
    nowMs: number,
  ): DefineReport
}

export function createEditionBook(): EditionBook {
  const editions = new Map<string, MemoryEdition>()
  const rules = new Map<string, { readonly rule: RuleDefinition; readonly definedAtMs: number }>()
  const ids = (slug: string): readonly string[] => editions.get(slug)?.ids ?? []

  return {
    slugs: () => [...editions.keys()].sort(compare),
    ids,
    summary(slug) {
      const edition = editions.get(slug)
      if (edition === undefined) return null
      const definedAtMs = rules.get(slug)?.definedAtMs ?? null
      return { slug, count: edition.ids.length, version: edition.version, definedAtMs }
    },
    slugsOf: article =>
      editionsOf(
        article,
        [...rules.values()].map(({ rule }) => rule),
      ),
    enter(id, slugs, version) {
      for (const slug of slugs) {
        const edition = editions.get(slug) ?? { ids: [], version }
        editions.set(slug, edition)
        if (!edition.ids.includes(id)) edition.ids.push(id)
      }
      for (const edition of editions.values()) if (edition.ids.includes(id)) edition.version = version
    },
    define(given, { articles, raiseVersion }, nowMs) {
      const wanted = new Map(given.map(rule => [rule.id, rule]))
      const dropped = [...rules.keys()].filter(slug => !wanted.has(slug))
      const changed = given.filter(rule => {
        const known = rules.get(rule.id)?.rule
        return known === undefined || formatDefinition(known) !== formatDefinition(rule)
      })
      if (dropped.length + changed.length === 0) return { rebuilt: [], dropped }
      const version = raiseVersion()
      for (const slug of dropped) {
        rules.delete(slug)
        editions.delete(slug)
      }
      for (const rule of changed) {
        const held = articles().filter(article => belongs(article, rule, ids(rule.id)))
        rules.set(rule.id, { rule, definedAtMs: nowMs })
        editions.set(rule.id, { ids: held.map(({ id }) => id), version })
      }
      return { rebuilt: changed.map(rule => rule.id), dropped }
    },
  }
}

/** Of a withdrawn article no text is left to decide by: who was shown it is told of the withdrawal. */
function belongs(article: ArchivedArticle, rule: RuleDefinition, before: readonly string[]): boolean {
  return article.withdrawn === null
    ? ruledEditionsOf(article, [rule]).length > 0
    : before.includes(article.id)
}
