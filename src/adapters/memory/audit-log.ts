import type { AuditLine } from '../../core/audit.ts'
import type { AuditLog } from '../../ports/audit-log.ts'

/** An audit log that lasts as long as the process. */
export function createMemoryAuditLog(): AuditLog {
  const lines: AuditLine[] = []
  return {
    record: async line => void lines.push(line),
    list: async ({ subject, limit }) =>
      lines
        .filter(line => subject === undefined || line.subject === subject)
        .toReversed()
        .slice(0, limit),
  }
}
