import { createMemoryArchive } from '../../../src/adapters/memory/archive.ts'
import { createMemoryAuditLog } from '../../../src/adapters/memory/audit-log.ts'
import { changedArchiveContract } from '../../contracts/changed-archive.ts'

changedArchiveContract('memory', async () => {
  const auditLog = createMemoryAuditLog()
  return { archive: createMemoryArchive(auditLog), auditLog }
})
