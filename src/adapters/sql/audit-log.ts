import type { Compilable, Kysely } from 'kysely'
import type { AuditLine } from '../../core/audit.ts'
import type { AuditLog } from '../../ports/audit-log.ts'
import type { SqlDatabase } from './database.ts'
import type { Schema } from './schema.ts'

/** An audit log in SQLite or D1; triggers of the schema refuse to change a line or to take one out. */
export function createSqlAuditLog({ db, batch }: SqlDatabase): AuditLog {
  return {
    record: line => batch([recorded(db, line)]),
    async list({ subject, limit }) {
      const rows = await db
        .selectFrom('audit')
        .selectAll()
        .$if(subject !== undefined, query => query.where('subject', '=', subject ?? ''))
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.map(({ at_ms, actor, action, subject, detail }) => ({
        atMs: at_ms,
        actor,
        action,
        subject,
        detail,
      }))
    },
  }
}

/** The query that writes a line, for the batch that makes the change itself. */
export function recorded(
  db: Kysely<Schema>,
  { atMs, actor, action, subject, detail }: AuditLine,
): Compilable {
  return db.insertInto('audit').values({ at_ms: atMs, actor, action, subject, detail })
}
