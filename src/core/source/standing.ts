import { describeFeeds } from './describe-feeds.ts'
import { isStopped } from './pace.ts'
import { type Rhythm, rhythmOf } from './rhythm.ts'
import type { Source, SourceState } from './source.ts'

/** What the archive knows of a source. */
export interface SourceFigures {
  /** Of its last articles, in any order. */
  readonly publishedMs: readonly number[]
  /** How the texts of its last articles were had. */
  readonly methods: Readonly<Record<'rules' | 'page' | 'feed' | 'feed-summary', number>>
  /** Entries that gave no text at all. */
  readonly textless: number
}

/** How a source stands. `reasons` are sentences for the operator, the gravest first; none where all is well. */
export interface Standing {
  readonly status: 'well' | 'new' | 'stale' | 'poor' | 'failing' | 'stopped'
  readonly reasons: readonly string[]
  /** What to do about it; null where nothing is to be done. */
  readonly next: string | null
  /** Share of the last articles whose text is that of their page, or the whole one of the feed; null without articles. */
  readonly fullTextShare: number | null
  readonly rhythm: Rhythm | null
  /** How long nothing new has been published; null without articles. */
  readonly silenceMs: number | null
}

// Fewer articles than this say nothing of a source.
const tellingArticles = 5
const poorShare = 0.8

export function judgeSource(
  source: Source,
  state: SourceState | null,
  figures: SourceFigures,
  nowMs: number,
): Standing {
  const { methods, textless, publishedMs } = figures
  const articles = methods.rules + methods.page + methods.feed + methods['feed-summary']
  const tried = articles + textless
  const fullTextShare = tried === 0 ? null : (tried - methods['feed-summary'] - textless) / tried
  const rhythm = rhythmOf(publishedMs)
  const silenceMs = publishedMs.length === 0 ? null : Math.max(0, nowMs - Math.max(...publishedMs))
  const facts = { fullTextShare, rhythm, silenceMs }
  if (state === null)
    return { status: 'new', reasons: ['was never pulled'], next: 'npx tamizdat pull', ...facts }

  const faults: { status: Standing['status']; reason: string; next: string }[] = []
  const check = `npx tamizdat sources check ${source.id}`
  const isGone = isStopped(source, state)
  for (const reason of describeFeeds(source, state))
    faults.push({
      status: isGone ? 'stopped' : 'poor',
      reason,
      next: isGone ? `npx tamizdat sources resume ${source.id}` : 'mend feeds in the configuration',
    })
  if (state.failures > 0)
    faults.push({
      status: 'failing',
      reason: `failed ${timesInARow(state.failures)}: ${state.lastError ?? 'for no known reason'}`,
      next: check,
    })
  else if (state.lastError !== null)
    faults.push({ status: 'poor', reason: `a part of it failed: ${state.lastError}`, next: check })
  if (rhythm !== null && silenceMs !== null && silenceMs > rhythm.longestUsualPauseMs)
    faults.push({
      status: 'stale',
      reason: `no new article for ${spanOf(silenceMs)}, usually every ${spanOf(rhythm.usualPauseMs)}`,
      next: `look whether the publisher is silent too; if not, the feed may have moved: ${check}`,
    })
  if (tried >= tellingArticles && fullTextShare !== null && fullTextShare < poorShare)
    faults.push({
      status: 'poor',
      reason: `only ${percent(fullTextShare)} of the last ${tried} entries gave a full text`,
      next: `give the source rules for its pages, or a pass for the firewall in headers: ${check}`,
    })
  if (source.rules.body !== undefined && articles >= tellingArticles && methods.rules < articles / 2)
    faults.push({
      status: 'poor',
      reason: `its rule for the body fits only ${methods.rules} of the last ${articles} articles`,
      next: `the publisher's pages may have changed: ${check}`,
    })
  return {
    status: faults[0]?.status ?? 'well',
    reasons: faults.map(fault => fault.reason),
    next: faults[0]?.next ?? null,
    ...facts,
  }
}

function timesInARow(count: number): string {
  return count === 1 ? 'once' : `${count} times in a row`
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

const units = [
  { name: 'day', ms: 86_400_000 },
  { name: 'hour', ms: 3_600_000 },
  { name: 'minute', ms: 60_000 },
] as const

/** A length of time in its largest unit, rounded: `3 days`, `4 hours`, `1 minute`. */
export function spanOf(ms: number): string {
  const unit = units.find(each => ms >= each.ms * 1.5) ?? units[2]
  const count = Math.max(1, Math.round(ms / unit.ms))
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`
}
