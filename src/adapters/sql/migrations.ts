import { CompiledQuery } from 'kysely'
import { AppError } from '../../core/errors.ts'
import { retryOnConflict, type SqlDatabase } from './database.ts'

/** What makes the schema, step by step; a step that was released is never changed. */
const migrations: readonly (readonly string[])[] = [
  [
    `create table counters (
      id integer primary key check (id = 1),
      archive_version integer not null,
      mirror_version integer not null
    ) strict`,
    'insert into counters (id, archive_version, mirror_version) values (1, 0, 0)',

    // A withdrawn article cannot be given a text again, whatever a writer believed when it read the row.
    `create table articles (
      id text primary key,
      entry_id text not null unique,
      published_ms integer not null,
      updated_ms integer not null,
      archived_ms integer not null,
      revision integer not null,
      content_hash text not null,
      pinned integer not null default 0,
      withdrawn_ms integer,
      withdrawn_reason text,
      check (withdrawn_ms is null or content_hash = '')
    ) strict`,

    // The long columns come last: SQLite reads a row from its beginning.
    `create table revisions (
      article_id text not null references articles (id),
      revision integer not null,
      archived_ms integer not null,
      content_hash text not null,
      source_id text not null,
      topics text not null,
      title text not null,
      byline text not null,
      modified_ms integer,
      language text not null,
      direction text not null,
      site_name text,
      canonical_url text,
      section text,
      tags text not null,
      summary text not null,
      notices text not null,
      credits text not null,
      corrections text not null,
      figures text not null,
      upstream_url text,
      captured_ms integer not null,
      method text not null,
      html text not null,
      text text not null,
      primary key (article_id, revision)
    ) strict`,

    `create table aliases (
      key text primary key,
      article_id text not null references articles (id)
    ) strict, without rowid`,

    // The publishing date is never rewritten, so it may stand here too, where the index needs it.
    `create table edition_entries (
      slug text not null,
      position integer not null,
      article_id text not null references articles (id),
      published_ms integer not null,
      primary key (slug, position)
    ) strict, without rowid`,
    'create unique index edition_entries_by_article on edition_entries (article_id, slug)',
    'create index edition_entries_by_date on edition_entries (slug, published_ms, position)',
    `create table editions (
      slug text primary key,
      count integer not null,
      version integer not null
    ) strict, without rowid`,

    `create table settled_entries (
      source_id text not null,
      key text not null,
      fingerprint text not null,
      primary key (source_id, key)
    ) strict, without rowid`,
    `create table pending_entries (
      source_id text not null,
      key text not null,
      fingerprint text not null,
      attempts integer not null,
      retry_ms integer not null,
      entry text not null,
      primary key (source_id, key)
    ) strict`,
    'create index pending_entries_by_time on pending_entries (source_id, retry_ms)',

    `create table source_states (
      source_id text primary key,
      feeds text not null,
      interval_minutes real not null,
      next_due_ms integer not null,
      last_attempt_ms integer,
      last_success_ms integer,
      last_new_ms integer,
      failures integer not null,
      last_error text
    ) strict`,

    `create table mirrors (
      host text primary key,
      channel_id text not null,
      state text not null,
      blocked_in text not null,
      provider text,
      added_ms integer not null,
      changed_ms integer not null
    ) strict`,
    `create table mirror_changes (
      id integer primary key autoincrement,
      at_ms integer not null,
      host text not null,
      from_state text,
      to_state text not null,
      region text,
      reason text
    ) strict`,
    'create index mirror_changes_by_host on mirror_changes (host)',
    `create table announcements (
      id integer primary key autoincrement,
      channel_id text not null,
      from_host text not null,
      to_host text not null,
      announced_ms integer not null
    ) strict`,

    // A row for each coding: D1 takes two megabytes in a row.
    `create table published (
      path text not null,
      coding text not null,
      stamp text not null,
      content_type text not null,
      last_modified_ms integer not null,
      body blob not null,
      primary key (path, coding)
    ) strict`,
  ],
  // The operator's hand: who changed what, own texts beside upstream's, and pages that are gone upstream.
  [
    `create table audit (
      id integer primary key autoincrement,
      at_ms integer not null,
      actor text not null,
      action text not null,
      subject text not null,
      detail text
    ) strict`,
    'create index audit_by_subject on audit (subject)',
    `create trigger audit_is_not_changed before update on audit
      begin select raise(abort, 'the audit log is append-only'); end`,
    `create trigger audit_is_not_cut before delete on audit
      begin select raise(abort, 'the audit log is append-only'); end`,
    "alter table revisions add column made_by text not null default 'upstream'",
    "alter table articles add column upstream_hash text not null default ''",
    'alter table articles add column vanished_ms integer',
    'alter table articles add column checked_ms integer not null default 0',
    'update articles set upstream_hash = content_hash, checked_ms = archived_ms',
  ],

  // How much of a source is read of late.
  ['alter table settled_entries add column settled_ms integer not null default 0'],
  // Words are folded and divided before they get here; what is withdrawn must not stay behind in the index.
  [
    `create virtual table article_words using fts5 (
      article, words, tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
    )`,
    `insert into article_words (article_words, rank) values ('secure-delete', 1)`,
  ],
  [
    `create table groups (
      id text primary key,
      channel_id text not null,
      invite_ids text not null,
      host text unique,
      host_since_ms integer,
      sibling_id text,
      sibling_clean real
    ) strict`,
    // Of a secret only its hash; no name, no address, nothing of who reads.
    `create table invites (
      id text primary key,
      group_id text not null,
      invited_by text,
      added_ms integer not null,
      suspicion real not null,
      blockages integer not null,
      charges integer not null,
      waits_until_ms integer,
      closed_ms integer
    ) strict`,
    `create table openings (
      host text not null,
      invite_id text not null,
      primary key (host, invite_id)
    ) strict, without rowid`,
    `create table block_lags (
      id integer primary key autoincrement,
      channel_id text not null,
      days real not null
    ) strict`,
    // That a host was asked for on a day, not how often nor by whom.
    `create table asked_hosts (
      host text primary key,
      last_day integer not null
    ) strict, without rowid`,
  ],
  // Work that is cut into pieces where a platform cuts every run short.
  [
    'create table work_claims (id text primary key, until_ms integer not null) strict, without rowid',
    `create table failed_work (
      id text primary key,
      work text not null,
      error text not null,
      failed_ms integer not null,
      given_up integer not null
    ) strict`,
  ],
  [
    // What each manifest names as the one before it.
    `create table manifests (
      origin text not null,
      issued_ms integer not null,
      hash text not null,
      primary key (origin, issued_ms)
    ) strict, without rowid`,
  ],
  // What probes saw of mirrors; nothing of readers.
  [
    `create table measurements (
      id integer primary key autoincrement,
      at_ms integer not null,
      host text not null,
      vantage_id text not null,
      region text,
      class text not null,
      bytes integer not null,
      note text,
      facts text
    ) strict`,
    'create index measurements_by_time on measurements (at_ms)',
    'alter table mirrors add column expires_ms integer',
  ],
  // Editions that the operator defines by rules.
  [
    'alter table editions add column rule text',
    'alter table editions add column defined_ms integer',
    // They are read with every article that is put, and are a handful among thousands.
    'create index ruled_editions on editions (slug) where rule is not null',
  ],
  // What was archived before the index of words waits here; search-index.ts puts it in.
  [
    'create table unindexed_articles (id text primary key) strict, without rowid',
    `insert into unindexed_articles select id from articles
      where withdrawn_ms is null and id not in (select article from article_words)`,
  ],
  ['create table work_marks (name text primary key, value integer not null) strict, without rowid'],
  // What the operator was told last, by each way.
  [
    `create table told_notices (
      way text primary key,
      at_ms integer not null,
      troubles text not null
    ) strict, without rowid`,
  ],
]

/** The schema of this program. */
export const presentSchema = migrations.length

/**
 * Brings a database, new or old, to the schema of this program, or to an earlier one. Two processes may do it at once: a
 * step is a transaction whose first statement takes its number, so that only one of them makes it. One that is killed
 * between two steps leaves the earlier ones done; whoever comes next goes on.
 * @param schema where to stop; one that is there already is left as it is.
 * @throws AppError `archive-failed` when a newer program has been here.
 */
export async function migrate(database: SqlDatabase, schema = presentSchema): Promise<void> {
  await database.batch([raw('create table if not exists migrations (version integer primary key) strict')])
  await retryOnConflict(async () => {
    for (let version = (await versionOf(database)) + 1; version <= schema; version++) {
      const steps = migrations[version - 1] ?? []
      await database.batch([
        database.db.insertInto('migrations').values({ version }),
        ...steps.map(statement => raw(statement)),
      ])
    }
  })
}

async function versionOf({ db }: SqlDatabase): Promise<number> {
  const row = await db
    .selectFrom('migrations')
    .select(({ fn }) => fn.max('version').as('version'))
    .executeTakeFirst()
  const version = row?.version ?? 0
  if (version > presentSchema) {
    throw new AppError(
      'archive-failed',
      `the archive has schema ${version}, written by a newer tamizdat; this one knows ${presentSchema}`,
      {
        next: `Start the newer tamizdat again, or go back: its upgrade has kept the archive as STORE.before-${version}; docs/guide/upgrade.md`,
      },
    )
  }
  return version
}

function raw(statement: string) {
  return { compile: () => CompiledQuery.raw(statement) }
}
