import type { Generated } from 'kysely'
import type { ExtractionMethod, Maker, TextDirection } from '../../core/article/article.ts'
import type { AuditAction } from '../../core/audit.ts'
import type { ProbeClass } from '../../core/mirror/measurement.ts'
import type { MirrorState } from '../../core/mirror/mirror.ts'
import type { Coding } from '../../core/page/padding.ts'

/** A list or object as JSON text. */
type Json = string

/** The tables as migrations.ts leaves them. Instants are epoch milliseconds, truth values 0 and 1. */
export interface Schema {
  counters: { archive_version: number; mirror_version: number }
  articles: {
    id: string
    entry_id: string
    published_ms: number
    updated_ms: number
    archived_ms: number
    revision: number
    content_hash: string
    pinned: number
    withdrawn_ms: number | null
    withdrawn_reason: string | null
    /** Of the latest text that upstream gave, whether it is shown or not. */
    upstream_hash: string
    vanished_ms: number | null
    checked_ms: number
  }
  revisions: RevisionTable
  aliases: { key: string; article_id: string }
  unindexed_articles: { id: string }
  article_words: { article: string; words: string }
  edition_entries: { slug: string; position: number; article_id: string; published_ms: number }
  /** `rule` and `defined_ms`: of an edition that a rule makes. */
  editions: { slug: string; count: number; version: number; rule: Json | null; defined_ms: number | null }
  settled_entries: { source_id: string; key: string; fingerprint: string; settled_ms: number }
  pending_entries: {
    source_id: string
    key: string
    fingerprint: string
    entry: Json
    attempts: number
    retry_ms: number
  }
  work_claims: { id: string; until_ms: number }
  work_marks: { name: string; value: number }
  told_notices: { way: string; at_ms: number; troubles: Json }
  failed_work: { id: string; work: Json; error: string; failed_ms: number; given_up: number }
  source_states: {
    source_id: string
    feeds: Json
    interval_minutes: number
    next_due_ms: number
    last_attempt_ms: number | null
    last_success_ms: number | null
    last_new_ms: number | null
    failures: number
    last_error: string | null
  }
  mirrors: {
    host: string
    channel_id: string
    state: MirrorState
    blocked_in: Json
    provider: string | null
    added_ms: number
    changed_ms: number
    expires_ms: number | null
  }
  mirror_changes: {
    id: Generated<number>
    at_ms: number
    host: string
    from_state: MirrorState | null
    to_state: MirrorState
    region: string | null
    reason: string | null
  }
  announcements: {
    id: Generated<number>
    channel_id: string
    from_host: string
    to_host: string
    announced_ms: number
  }
  groups: {
    id: string
    channel_id: string
    invite_ids: Json
    host: string | null
    host_since_ms: number | null
    sibling_id: string | null
    sibling_clean: number | null
  }
  invites: {
    id: string
    group_id: string
    invited_by: string | null
    added_ms: number
    suspicion: number
    blockages: number
    charges: number
    waits_until_ms: number | null
    closed_ms: number | null
  }
  openings: { host: string; invite_id: string }
  block_lags: { id: Generated<number>; channel_id: string; days: number }
  manifests: { origin: string; issued_ms: number; hash: string }
  measurements: {
    id: Generated<number>
    at_ms: number
    host: string
    vantage_id: string
    region: string | null
    class: ProbeClass
    bytes: number
    note: string | null
    facts: Json | null
  }
  asked_hosts: { host: string; last_day: number }
  published: {
    path: string
    coding: Coding
    stamp: string
    content_type: string
    last_modified_ms: number
    /** Node gives bytes back, D1 an array of numbers. */
    body: Uint8Array | readonly number[]
  }
  audit: {
    id: Generated<number>
    at_ms: number
    actor: string
    action: AuditAction
    subject: string
    detail: string | null
  }
  migrations: { version: number }
}

export interface RevisionTable {
  article_id: string
  revision: number
  archived_ms: number
  content_hash: string
  source_id: string
  topics: Json
  title: string
  byline: Json
  modified_ms: number | null
  language: string
  direction: TextDirection
  site_name: string | null
  canonical_url: string | null
  section: string | null
  tags: Json
  summary: string
  notices: Json
  credits: Json
  corrections: Json
  figures: Json
  upstream_url: string | null
  captured_ms: number
  method: ExtractionMethod
  html: string
  text: string
  made_by: Maker
}
