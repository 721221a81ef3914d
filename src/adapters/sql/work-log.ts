import { sql } from 'kysely'
import { workId } from '../../core/source/work.ts'
import type { WorkLog } from '../../ports/work-log.ts'
import { eachOf, type SqlDatabase } from './database.ts'

const failuresShown = 100
// The one mark that does not only rise.
const hold = 'held until'

/** A work log in SQLite or D1. */
export function createSqlWorkLog({ db, batch }: SqlDatabase): WorkLog {
  async function readMark(name: string): Promise<number> {
    const row = await db.selectFrom('work_marks').select('value').where('name', '=', name).executeTakeFirst()
    return row?.value ?? 0
  }

  return {
    async claim(ids, { nowMs, untilMs }) {
      const rows = await db
        .insertInto('work_claims')
        .columns(['id', 'until_ms'])
        .expression(
          db
            .selectFrom(eachOf(ids).as('wanted'))
            .select(['wanted.value', sql.val(untilMs).as('until_ms')])
            // Parts `on conflict` from a join (SQLite, "parsing ambiguity" of UPSERT).
            .where(sql<boolean>`true`),
        )
        .onConflict(conflict =>
          conflict.column('id').doUpdateSet({ until_ms: untilMs }).where('work_claims.until_ms', '<=', nowMs),
        )
        .returning('id')
        .execute()
      await batch([db.deleteFrom('work_claims').where('until_ms', '<=', nowMs)])
      const free = new Set(rows.map(row => row.id))
      return ids.filter(id => free.has(id))
    },
    async readMark(name) {
      const row = await db
        .selectFrom('work_marks')
        .select('value')
        .where('name', '=', name)
        .executeTakeFirst()
      return row?.value ?? 0
    },
    raiseMark: (name, value) =>
      batch([
        db
          .insertInto('work_marks')
          .values({ name, value })
          .onConflict(conflict =>
            conflict.column('name').doUpdateSet({ value }).where('work_marks.value', '<', value),
          ),
      ]),
    heldUntilMs: () => readMark(hold),
    holdUntil: ms =>
      batch([
        db
          .insertInto('work_marks')
          .values({ name: hold, value: ms })
          .onConflict(conflict => conflict.column('name').doUpdateSet({ value: ms })),
      ]),
    fail: ({ work, error, failedAtMs, isGivenUp }) => {
      const now = { error, failed_ms: failedAtMs, given_up: Number(isGivenUp) }
      return batch([
        db
          .insertInto('failed_work')
          .values({ id: workId(work), work: JSON.stringify(work), ...now })
          .onConflict(conflict => conflict.column('id').doUpdateSet(now)),
      ])
    },
    giveUp: (work, nowMs) => {
      const now = { failed_ms: nowMs, given_up: 1 }
      const error = 'unexpected: no reason was written down'
      return batch([
        db
          .insertInto('failed_work')
          .values({ id: workId(work), work: JSON.stringify(work), error, ...now })
          .onConflict(conflict => conflict.column('id').doUpdateSet(now)),
      ])
    },
    forget: work => batch([db.deleteFrom('failed_work').where('id', '=', workId(work))]),
    async failures() {
      const rows = await db
        .selectFrom('failed_work')
        .selectAll()
        .orderBy('failed_ms', 'desc')
        .orderBy('id')
        .limit(failuresShown)
        .execute()
      return rows.map(row => ({
        work: JSON.parse(row.work),
        error: row.error,
        failedAtMs: row.failed_ms,
        isGivenUp: row.given_up === 1,
      }))
    },
  }
}
