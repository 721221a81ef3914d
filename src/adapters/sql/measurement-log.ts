import type { Selectable } from 'kysely'
import type { Measurement } from '../../core/mirror/measurement.ts'
import type { MeasurementLog } from '../../ports/measurement-log.ts'
import type { SqlDatabase } from './database.ts'
import type { Schema } from './schema.ts'

/** A measurement log in SQLite or D1. */
export function createSqlMeasurementLog({ db, batch, scrub }: SqlDatabase): MeasurementLog {
  return {
    async record(measurements) {
      if (measurements.length === 0) return
      await batch(
        measurements.map(({ atMs, host, vantageId, region, class: probeClass, bytes, note, facts }) =>
          db.insertInto('measurements').values({
            at_ms: atMs,
            host,
            vantage_id: vantageId,
            region,
            class: probeClass,
            bytes,
            note,
            facts: facts === null ? null : JSON.stringify(facts),
          }),
        ),
      )
    },
    async list({ host, sinceMs }) {
      const rows = await db
        .selectFrom('measurements')
        .selectAll()
        .where('at_ms', '>=', sinceMs)
        .$if(host !== undefined, query => query.where('host', '=', host ?? ''))
        .orderBy('at_ms')
        .orderBy('id')
        .execute()
      return rows.map(toMeasurement)
    },
    async forget(beforeMs) {
      await batch([db.deleteFrom('measurements').where('at_ms', '<', beforeMs)])
    },
    async wipe() {
      await batch([db.deleteFrom('measurements')])
      await scrub()
    },
  }
}

function toMeasurement(row: Selectable<Schema['measurements']>): Measurement {
  return {
    atMs: row.at_ms,
    host: row.host,
    vantageId: row.vantage_id,
    region: row.region,
    class: row.class,
    bytes: row.bytes,
    note: row.note,
    facts: row.facts === null ? null : JSON.parse(row.facts),
  }
}
