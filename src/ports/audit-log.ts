import type { AuditLine } from '../core/audit.ts'

/** Who changed what, and when. Lines are added and never changed or taken out. */
export interface AuditLog {
  record(line: AuditLine): Promise<void>
  /** The latest, latest first; of one subject only, where one is named. */
  list(options: { readonly subject?: string; readonly limit: number }): Promise<readonly AuditLine[]>
}
