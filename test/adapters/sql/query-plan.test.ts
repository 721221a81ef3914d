import { CompiledQuery, type KyselyPlugin, type RootOperationNode } from 'kysely'
import { expect, test } from 'vitest'
import { openSqlite } from '../../../src/adapters/node/sqlite.ts'
import { createSqlArchive } from '../../../src/adapters/sql/archive.ts'
import type { Archive } from '../../../src/ports/archive.ts'
import { sampleArticle, sampleEntry, sampleNowMs } from '../../support/sample-article.ts'

const archivedId = sampleArticle(2).identity.articleId

test.each<{ name: string; read: (archive: Archive) => Promise<unknown> }>([
  { name: 'find', read: archive => archive.find(archivedId) },
  { name: 'range', read: archive => archive.range('all', 1, 50) },
  { name: 'newest', read: archive => archive.newest('all', 50) },
  { name: 'edition', read: archive => archive.edition('all') },
  { name: 'withoutKnown', read: archive => archive.withoutKnown('example', [sampleEntry(1)]) },
  {
    name: 'put',
    read: archive => archive.put(sampleArticle(1), { entry: sampleEntry(1), nowMs: sampleNowMs }),
  },
  {
    name: 'withdraw',
    read: archive => archive.withdraw(archivedId, { reason: null, actor: 'anna', nowMs: 1 }),
  },
  { name: 'revisions', read: archive => archive.revisions(archivedId) },
  {
    name: 'dueForRecheck',
    read: archive => archive.dueForRecheck('example', { sinceMs: 0, nowMs: sampleNowMs, limit: 2 }),
  },
  { name: 'checked', read: archive => archive.checked(archivedId, { isGone: true, nowMs: 1 }) },
  {
    name: 'decide',
    read: archive => archive.decide(archivedId, 'upstream', { actor: 'anna', nowMs: 1 }),
  },
  { name: 'sourceFigures', read: archive => archive.sourceFigures(['example', 'other'], { sinceMs: 0 }) },
  { name: 'pin', read: archive => archive.pin(archivedId, true, { actor: 'anna', nowMs: 1 }) },
])('$name goes through no table from end to end and sorts nothing', async ({ read }) => {
  const database = await openSqlite(':memory:')
  const nodes: RootOperationNode[] = []
  const listening: KyselyPlugin = {
    transformQuery: ({ node }) => {
      nodes.push(node)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const archive = createSqlArchive({ ...database, db: database.db.withPlugin(listening) })
  await archive.put(sampleArticle(2), { nowMs: sampleNowMs })
  nodes.length = 0

  await read(archive)

  const costly: string[] = []
  const executor = database.db.getExecutor()
  for (const node of nodes) {
    const { sql, parameters } = executor.compileQuery(node, { queryId: 'plan' })
    const explain = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters])
    const { rows } = await database.db.executeQuery<{ detail: string }>(explain)
    const steps = rows.map(({ detail }) => detail)
    // A list that was handed in is gone through and sorted on purpose, and the one row of counters is read whole,
    // as are the few editions that the operator defines. A subquery here is one that a limit has cut.
    const fine = sql.includes('json_each')
      ? /^(SCAN (json_each|counters|\(subquery-1\))|USE TEMP B-TREE)/
      : // The full-text index is always "scanned", by a row's number or by a match.
        /^SCAN (counters|editions USING INDEX ruled_editions|article_words VIRTUAL TABLE INDEX 0:[=M])/
    costly.push(...steps.filter(step => /^SCAN|TEMP B-TREE/.test(step) && !fine.test(step)))
  }
  await archive.close()
  expect(nodes.length).toBeGreaterThan(0)
  expect(costly).toEqual([])
})
