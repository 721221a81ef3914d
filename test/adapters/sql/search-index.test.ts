import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openSqlite } from '../../../src/adapters/node/sqlite.ts'
import { createSqlArchive } from '../../../src/adapters/sql/archive.ts'
import { readQuery } from '../../../src/core/search/words.ts'
import { sampleArticle, sampleNowMs } from '../../support/sample-article.ts'

test('an archive from before the index is searched in full once it was opened, but for what is withdrawn', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'search-index-'))
  const file = join(folder, 'archive.sqlite')
  const old = createSqlArchive(await openSqlite(file))
  for (let n = 1; n <= 25; n++) await old.put(sampleArticle(n, { text: `Река ${n}` }), { nowMs: sampleNowMs })
  await old.withdraw(sampleArticle(1).identity.articleId, { actor: 'anna', nowMs: sampleNowMs, reason: null })
  await old.close()
  // As the step before the index left it.
  const raw = new DatabaseSync(file)
  raw.exec(`delete from article_words;
    insert into unindexed_articles select id from articles`)
  raw.close()

  const archive = createSqlArchive(await openSqlite(file))

  const found = await archive.search(readQuery('река'), 50)
  expect(found.map(({ title }) => title)).toEqual(Array.from({ length: 24 }, (_, n) => `Заголовок ${n + 2}`))
  await archive.close()
  await rm(folder, { recursive: true })
})
