import type { Selectable } from 'kysely'
import type { SourceState } from '../../core/source/source.ts'
import type { SourceLog } from '../../ports/source-log.ts'
import type { SqlDatabase } from './database.ts'
import type { Schema } from './schema.ts'

/** A source log in SQLite or D1. */
export function createSqlSourceLog({ db, batch }: SqlDatabase): SourceLog {
  return {
    async find(sourceId) {
      const row = await db
        .selectFrom('source_states')
        .selectAll()
        .where('source_id', '=', sourceId)
        .executeTakeFirst()
      return row === undefined ? null : toState(row)
    },
    async list() {
      const rows = await db.selectFrom('source_states').selectAll().orderBy('source_id').execute()
      return rows.map(toState)
    },
    put: state => {
      const { source_id, ...rest } = toRow(state)
      return batch([
        db
          .insertInto('source_states')
          .values({ source_id, ...rest })
          .onConflict(conflict => conflict.column('source_id').doUpdateSet(rest)),
      ])
    },
  }
}

function toRow(state: SourceState): Selectable<Schema['source_states']> {
  return {
    source_id: state.sourceId,
    feeds: JSON.stringify(state.feeds),
    interval_minutes: state.intervalMinutes,
    next_due_ms: state.nextDueAtMs,
    last_attempt_ms: state.lastAttemptAtMs,
    last_success_ms: state.lastSuccessAtMs,
    last_new_ms: state.lastNewAtMs,
    failures: state.failures,
    last_error: state.lastError,
  }
}

function toState(row: Selectable<Schema['source_states']>): SourceState {
  return {
    sourceId: row.source_id,
    feeds: JSON.parse(row.feeds),
    intervalMinutes: row.interval_minutes,
    nextDueAtMs: row.next_due_ms,
    lastAttemptAtMs: row.last_attempt_ms,
    lastSuccessAtMs: row.last_success_ms,
    lastNewAtMs: row.last_new_ms,
    failures: row.failures,
    lastError: row.last_error,
  }
}
