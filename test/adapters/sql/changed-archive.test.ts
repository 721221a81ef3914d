import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openSqlite } from '../../../src/adapters/node/sqlite.ts'
import { createSqlArchive } from '../../../src/adapters/sql/archive.ts'
import { createSqlAuditLog } from '../../../src/adapters/sql/audit-log.ts'
import { changedArchiveContract } from '../../contracts/changed-archive.ts'

changedArchiveContract('SQLite', async () => {
  const database = await openSqlite(':memory:')
  return { archive: createSqlArchive(database), auditLog: createSqlAuditLog(database) }
})

test.each([
  { name: 'changed', query: sql`update audit set actor = 'nobody'` },
  { name: 'taken out', query: sql`delete from audit` },
])('no line of the audit log can be $name', async ({ query }) => {
  const database = await openSqlite(':memory:')
  const line = { atMs: 1, actor: 'anna', action: 'mirror-added', subject: 'a.example', detail: null } as const
  await createSqlAuditLog(database).record(line)

  await expect(query.execute(database.db)).rejects.toThrow('append-only')
  expect(await createSqlAuditLog(database).list({ limit: 9 })).toEqual([line])
  await database.close()
})
