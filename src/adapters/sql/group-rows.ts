import { type Compilable, type Kysely, type Selectable, sql } from 'kysely'
import type { Group, Invite } from '../../core/mirror/group.ts'
import type { Groups, GroupUpdate } from '../../ports/mirror-log.ts'
import { anyOf, eachOf } from './database.ts'
import type { Schema } from './schema.ts'

// Older lags say nothing of how the censor is now.
const lagsKept = 1_000

export async function readGroups(db: Kysely<Schema>): Promise<Groups> {
  const [groups, invites, openings, lags] = await Promise.all([
    db.selectFrom('groups').selectAll().orderBy(sql`rowid`).execute(),
    db.selectFrom('invites').selectAll().orderBy(sql`rowid`).execute(),
    db.selectFrom('openings').selectAll().orderBy('host').orderBy('invite_id').execute(),
    db.selectFrom('block_lags').selectAll().orderBy('id', 'desc').limit(lagsKept).execute(),
  ])
  return {
    groups: groups.map(toGroup),
    invites: invites.map(toInvite),
    openings: collect(openings.map(row => [row.host, row.invite_id])),
    lags: collect(lags.toReversed().map(row => [row.channel_id, row.days])),
  }
}

export function writtenGroups(db: Kysely<Schema>, update: GroupUpdate): readonly Compilable[] {
  return [
    ...(update.removedGroupIds.length === 0
      ? []
      : [db.deleteFrom('groups').where('id', 'in', anyOf(update.removedGroupIds))]),
    // A host that passes from one group to another must be free before it is taken.
    ...update.groups.filter(group => group.host === null).map(group => writtenGroup(db, group)),
    ...update.groups.filter(group => group.host !== null).map(group => writtenGroup(db, group)),
    ...update.invites.map(invite => writtenInvite(db, invite)),
    ...update.shutHosts.map(host => db.deleteFrom('openings').where('host', '=', host)),
    ...update.openings.map(({ host, inviteIds }) => opened(db, host, inviteIds)),
    ...update.lags.map(({ channelId, days }) =>
      db.insertInto('block_lags').values({ channel_id: channelId, days }),
    ),
  ]
}

export function wipedGroups(db: Kysely<Schema>): readonly Compilable[] {
  return [
    db.deleteFrom('groups'),
    db.deleteFrom('invites'),
    db.deleteFrom('openings'),
    db.deleteFrom('block_lags'),
  ]
}

function writtenGroup(
  db: Kysely<Schema>,
  { id, channelId, inviteIds, host, hostSinceMs, sibling }: Group,
): Compilable {
  const now = {
    channel_id: channelId,
    invite_ids: JSON.stringify(inviteIds),
    host,
    host_since_ms: hostSinceMs,
    sibling_id: sibling?.groupId ?? null,
    sibling_clean: sibling?.clean ?? null,
  }
  return db
    .insertInto('groups')
    .values({ id, ...now })
    .onConflict(conflict => conflict.column('id').doUpdateSet(now))
}

function writtenInvite(db: Kysely<Schema>, invite: Invite): Compilable {
  const now = {
    group_id: invite.groupId,
    invited_by: invite.invitedById,
    added_ms: invite.addedAtMs,
    suspicion: invite.suspicion,
    blockages: invite.blockages,
    charges: invite.charges,
    waits_until_ms: invite.waitsUntilMs,
    closed_ms: invite.closedAtMs,
  }
  return db
    .insertInto('invites')
    .values({ id: invite.id, ...now })
    .onConflict(conflict => conflict.column('id').doUpdateSet(now))
}

function opened(db: Kysely<Schema>, host: string, inviteIds: readonly string[]): Compilable {
  return db
    .insertInto('openings')
    .columns(['host', 'invite_id'])
    .expression(
      db
        .selectFrom(eachOf(inviteIds).as('each'))
        .select([sql<string>`${host}`.as('host'), 'each.value as invite_id'])
        .where(sql<boolean>`true`),
    )
    .onConflict(conflict => conflict.doNothing())
}

function toGroup(row: Selectable<Schema['groups']>): Group {
  return {
    id: row.id,
    channelId: row.channel_id,
    inviteIds: JSON.parse(row.invite_ids),
    host: row.host,
    hostSinceMs: row.host_since_ms,
    sibling: row.sibling_id === null ? null : { groupId: row.sibling_id, clean: row.sibling_clean ?? 1 },
  }
}

function toInvite(row: Selectable<Schema['invites']>): Invite {
  return {
    id: row.id,
    groupId: row.group_id,
    invitedById: row.invited_by,
    addedAtMs: row.added_ms,
    suspicion: row.suspicion,
    blockages: row.blockages,
    charges: row.charges,
    waitsUntilMs: row.waits_until_ms,
    closedAtMs: row.closed_ms,
  }
}

function collect<Value>(pairs: readonly (readonly [string, Value])[]): ReadonlyMap<string, readonly Value[]> {
  const lists = new Map<string, Value[]>()
  for (const [key, value] of pairs) {
    const list = lists.get(key)
    if (list === undefined) lists.set(key, [value])
    else list.push(value)
  }
  return lists
}
