import { createSqlArchive } from '../../../src/adapters/sql/archive.ts'
import { createSqlAuditLog } from '../../../src/adapters/sql/audit-log.ts'
import { changedArchiveContract } from '../../contracts/changed-archive.ts'
import { openEmptyD1 } from './open-empty-d1.ts'

changedArchiveContract('D1', async () => {
  const database = await openEmptyD1()
  return { archive: createSqlArchive(database), auditLog: createSqlAuditLog(database) }
})
