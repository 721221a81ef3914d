import { type Compilable, type Kysely, type Selectable, sql } from 'kysely'
import type { Announcement, Mirror, MirrorChange } from '../../core/mirror/mirror.ts'
import type { MirrorLog } from '../../ports/mirror-log.ts'
import type { SqlDatabase } from './database.ts'
import type { Schema } from './schema.ts'

/** A mirror log in SQLite or D1. */
export function createSqlMirrorLog({ db, batch }: SqlDatabase): MirrorLog {
  return {
    async version() {
      const row = await db.selectFrom('counters').select('mirror_version').executeTakeFirstOrThrow()
      return row.mirror_version
    },
    async list() {
      const rows = await db.selectFrom('mirrors').selectAll().orderBy('added_ms').orderBy('host').execute()
      return rows.map(toMirror)
    },
    async find(host) {
      const row = await db.selectFrom('mirrors').selectAll().where('host', '=', host).executeTakeFirst()
      return row === undefined ? null : toMirror(row)
    },
    record: ({ mirrors, changes, announcement }) =>
      batch([
        ...mirrors.map(mirror => written(db, mirror)),
        ...changes.map(change => logged(db, change)),
        ...(announcement === undefined ? [] : [announced(db, announcement)]),
        db.updateTable('counters').set({ mirror_version: sql`mirror_version + 1` }),
      ]),
    async changes(host) {
      const rows = await db
        .selectFrom('mirror_changes')
        .selectAll()
        .$if(host !== undefined, query => query.where('host', '=', host ?? ''))
        .orderBy('id')
        .execute()
      return rows.map(toChange)
    },
    async announcements() {
      const rows = await db.selectFrom('announcements').selectAll().orderBy('id').execute()
      return rows.map(toAnnouncement)
    },
  }
}

function written(db: Kysely<Schema>, mirror: Mirror): Compilable {
  const now = {
    channel_id: mirror.channelId,
    state: mirror.state,
    blocked_in: JSON.stringify(mirror.blockedIn),
    provider: mirror.provider,
    added_ms: mirror.addedAtMs,
    changed_ms: mirror.changedAtMs,
  }
  return db
    .insertInto('mirrors')
    .values({ host: mirror.host, ...now })
    .onConflict(conflict => conflict.column('host').doUpdateSet(now))
}

function logged(db: Kysely<Schema>, { atMs, host, from, to, region, reason }: MirrorChange): Compilable {
  return db
    .insertInto('mirror_changes')
    .values({ at_ms: atMs, host, from_state: from, to_state: to, region, reason })
}

function announced(
  db: Kysely<Schema>,
  { channelId, fromHost, toHost, announcedAtMs }: Announcement,
): Compilable {
  return db
    .insertInto('announcements')
    .values({ channel_id: channelId, from_host: fromHost, to_host: toHost, announced_ms: announcedAtMs })
}

function toMirror(row: Selectable<Schema['mirrors']>): Mirror {
  return {
    host: row.host,
    channelId: row.channel_id,
    state: row.state,
    blockedIn: JSON.parse(row.blocked_in),
    provider: row.provider,
    addedAtMs: row.added_ms,
    changedAtMs: row.changed_ms,
  }
}

function toChange(row: Selectable<Schema['mirror_changes']>): MirrorChange {
  return {
    atMs: row.at_ms,
    host: row.host,
    from: row.from_state,
    to: row.to_state,
    region: row.region,
    reason: row.reason,
  }
}

function toAnnouncement(row: Selectable<Schema['announcements']>): Announcement {
  return {
    channelId: row.channel_id,
    fromHost: row.from_host,
    toHost: row.to_host,
    announcedAtMs: row.announced_ms,
  }
}
