import type { NoticeLog } from '../../ports/notice-log.ts'
import type { SqlDatabase } from './database.ts'

/** A notice log in SQLite or D1. */
export function createSqlNoticeLog({ db, batch }: SqlDatabase): NoticeLog {
  return {
    async told(way) {
      const row = await db.selectFrom('told_notices').selectAll().where('way', '=', way).executeTakeFirst()
      return row === undefined ? null : { atMs: row.at_ms, troubles: JSON.parse(row.troubles) }
    },
    async noteTold(way, { atMs, troubles }) {
      const now = { at_ms: atMs, troubles: JSON.stringify(troubles) }
      await batch([
        db
          .insertInto('told_notices')
          .values({ way, ...now })
          .onConflict(conflict => conflict.column('way').doUpdateSet(now)),
      ])
    },
  }
}
