import { type Compilable, type Kysely, type Selectable, sql } from 'kysely'
import type { Announcement, Mirror, MirrorChange } from '../../core/mirror/mirror.ts'
import type { MirrorLog } from '../../ports/mirror-log.ts'
import { isConflict, type SqlDatabase } from './database.ts'
import { readGroups, wipedGroups, writtenGroups } from './group-rows.ts'
import type { Schema } from './schema.ts'

// A chain is followed from one manifest to the next; nobody has one from longer ago at hand.
const manifestsKeptMs = 90 * 86_400_000

/** A mirror log in SQLite or D1. */
export function createSqlMirrorLog({ db, batch, scrub }: SqlDatabase): MirrorLog {
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
    async record({ mirrors, changes, announcement, groups, ifVersion }) {
      const written = batch([
        ...mirrors.map(mirror => writtenMirror(db, mirror)),
        ...changes.map(change => logged(db, change)),
        ...(announcement === undefined ? [] : [announced(db, announcement)]),
        ...(groups === undefined ? [] : writtenGroups(db, groups)),
        db.updateTable('counters').set({ mirror_version: nextVersion(ifVersion) }),
      ])
      return ifVersion === undefined ? written.then(() => true) : falseOnConflict(written)
    },
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
    readGroups: () => readGroups(db),
    async wipeGroups() {
      await batch([
        ...wipedGroups(db),
        db.updateTable('counters').set({ mirror_version: sql`mirror_version + 1` }),
      ])
      await scrub()
    },
    async manifestBefore(origin, issuedAtMs) {
      const row = await db
        .selectFrom('manifests')
        .select('hash')
        .where('origin', '=', origin)
        .where('issued_ms', '<', issuedAtMs)
        .orderBy('issued_ms', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row?.hash ?? null
    },
    async noteManifest(origin, { issuedAtMs, hash }) {
      const old = issuedAtMs - manifestsKeptMs
      await batch([
        db
          .insertInto('manifests')
          .values({ origin, issued_ms: issuedAtMs, hash })
          .onConflict(conflict => conflict.doNothing()),
        db.deleteFrom('manifests').where('origin', '=', origin).where('issued_ms', '<', old),
      ])
    },
    async noteAsked(hosts, day) {
      if (hosts.length === 0) return
      await batch(hosts.map(host => noted(db, host, day)))
    },
    async lastAsked() {
      const rows = await db.selectFrom('asked_hosts').selectAll().execute()
      return new Map(rows.map(row => [row.host, row.last_day]))
    },
  }
}

/** The next version; nothing that the column takes where another writer came first. */
function nextVersion(ifVersion: number | undefined) {
  if (ifVersion === undefined) return sql<number>`mirror_version + 1`
  return sql<number>`case when mirror_version = ${ifVersion} then mirror_version + 1 end`
}

async function falseOnConflict(writing: Promise<void>): Promise<boolean> {
  try {
    await writing
    return true
  } catch (error) {
    if (isConflict(error)) return false
    throw error
  }
}

function noted(db: Kysely<Schema>, host: string, day: number): Compilable {
  return db
    .insertInto('asked_hosts')
    .values({ host, last_day: day })
    .onConflict(conflict =>
      conflict.column('host').doUpdateSet({ last_day: sql`max(last_day, excluded.last_day)` }),
    )
}

function writtenMirror(db: Kysely<Schema>, mirror: Mirror): Compilable {
  const now = {
    channel_id: mirror.channelId,
    state: mirror.state,
    blocked_in: JSON.stringify(mirror.blockedIn),
    provider: mirror.provider,
    added_ms: mirror.addedAtMs,
    changed_ms: mirror.changedAtMs,
    expires_ms: mirror.expiresAtMs ?? null,
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
    ...(row.expires_ms !== null && { expiresAtMs: row.expires_ms }),
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
