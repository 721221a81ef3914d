import type { ArchivedArticle } from '../../core/article/article.ts'
import { statesOf } from '../../core/article/states-of.ts'
import type { AuditLine } from '../../core/audit.ts'
import { escapeAttribute, escapeText } from '../../core/html/escape.ts'
import { toIso } from '../../core/instant.ts'
import type { Channel, Mirror, MirrorState } from '../../core/mirror/mirror.ts'
import { type Work, workId } from '../../core/source/work.ts'
import type { SourceReview } from '../../operations/review-sources.ts'
import type { FailedWork } from '../../ports/work-log.ts'
import type { OperatorSession } from './gate.ts'

/** What every page of the dashboard shows besides its own. */
export interface Frame {
  readonly title: string
  readonly session: OperatorSession | null
  /** What the last action came to; null for none. */
  readonly notice: { readonly isGood: boolean; readonly text: string } | null
}

const t = (text: string | number | null) => escapeText(`${text ?? '–'}`)
const day = (ms: number | null | undefined) =>
  ms === null || ms === undefined ? '–' : toIso(ms).slice(0, 16).replace('T', ' ')

export const dashboardStyle = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0 auto;padding:1rem;max-width:70rem}header{display:flex;flex-wrap:wrap;gap:1rem;align-items:baseline}
header form{margin-inline-start:auto}table{border-collapse:collapse;width:100%}div.wide{overflow-x:auto}
th,td{text-align:start;padding:.35rem .6rem;border-bottom:1px solid #8886;vertical-align:top}
form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:.2rem 0}form.block{display:grid;max-width:45rem}
input,select,textarea,button{font:inherit;padding:.25rem .5rem;max-width:100%}textarea{min-height:8rem}
.good{border-inline-start:.3rem solid #2a7;padding:.4rem .8rem}.bad{border-inline-start:.3rem solid #c33;padding:.4rem .8rem}
.tile{display:inline-block;margin:0 2rem 1rem 0}.tile b{display:block;font-size:1.7rem}small{opacity:.75}pre{white-space:pre-wrap}`

export function writeFrame({ title, session, notice }: Frame, main: string): string {
  const shown =
    notice === null ? '' : `<p class="${notice.isGood ? 'good' : 'bad'}" role="status">${t(notice.text)}</p>`
  const nav =
    session === null
      ? ''
      : `<nav><a href="/admin">Overview</a> · <a href="/admin/articles">Articles</a> · <a href="/admin/audit">Audit log</a></nav>
<form method="post" action="/admin/logout">${hidden(session)}<small>${t(session.name)}</small><button>Log out</button></form>`
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${t(title)} – tamizdat</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/admin/style.css"></head><body><header><strong>tamizdat</strong>${nav}</header><main><h1>${t(title)}</h1>${shown}${main}</main></body></html>`
}

export function writeLogin(): string {
  return `<form class="block" method="post" action="/admin/login">
<label>Your name, for the audit log <input name="name" required maxlength="60" autocomplete="username"></label>
<label>Token <input name="token" type="password" required autocomplete="current-password"></label>
<button>Log in</button></form><p><small>The token is the one that <code>operator.token</code> of the configuration names.</small></p>`
}

export interface Overview {
  readonly articles: number
  readonly reviews: readonly SourceReview[]
  readonly mirrors: readonly Mirror[]
  readonly channels: readonly Channel[]
  /** Null where pulling is not cut into pieces. */
  readonly failedWork: readonly FailedWork[] | null
}

export function writeOverview(
  { articles, reviews, mirrors, channels, failedWork }: Overview,
  session: OperatorSession,
): string {
  const count = (state: MirrorState) => mirrors.filter(mirror => mirror.state === state).length
  const unwell = reviews.filter(({ standing }) => standing.status !== 'well').length
  const tiles = [
    ['Articles', articles],
    ['Sources that need a hand', unwell],
    ['Live', count('live')],
    ['Standing by', count('standby')],
    ['Blocked', count('blocked')],
    ...(failedWork === null ? [] : [['Work given up', failedWork.filter(each => each.isGivenUp).length]]),
  ]
  return `${tiles.map(([name, value]) => `<span class="tile"><b>${value}</b>${name}</span>`).join('')}
<h2>Mirrors</h2>${table(
    ['Host', 'Channel', 'State', 'Blocked in', 'Since', 'Change'],
    mirrors.map(mirror => mirrorRow(mirror, session)),
  )}
<h3>Add a standby</h3><form method="post" action="/admin/mirrors">${hidden(session)}<label>Host <input name="host" required placeholder="news.example.net"></label>${channelChoice(channels)}<label>Provider <input name="provider" size="12"></label><button>Add</button></form>
<h3>Rotate</h3><form method="post" action="/admin/rotate">${hidden(session)}${channelChoice(channels)}<button>Announce the next host</button></form>
<h2>Sources</h2>${table(['Source', 'Stands', 'Last new', 'Next pull', 'What to do'], reviews.map(sourceRow))}${failedWork === null ? '' : writeWork(failedWork, session)}`
}

function writeWork(failures: readonly FailedWork[], session: OperatorSession): string {
  const retry = (id: string | null) =>
    `<form method="post" action="/admin/work/retry">${hidden(session)}${id === null ? '' : `<input type="hidden" name="id" value="${escapeAttribute(id)}">`}<button>Try ${id === null ? 'all ' : ''}again</button></form>`
  const rows = failures.map(({ work, error, failedAtMs, isGivenUp }) => [
    t(describeWork(work)),
    t(error),
    day(failedAtMs),
    isGivenUp ? retry(workId(work)) : 'is tried again by itself',
  ])
  if (rows.length === 0) return '<h2>Work that failed</h2><p>None.</p>'
  const all = failures.filter(each => each.isGivenUp).length > 1 ? retry(null) : ''
  return `<h2>Work that failed</h2>${all}${table(['What', 'Why', 'When', 'What to do'], rows)}`
}

function describeWork(work: Work): string {
  switch (work.kind) {
    case 'refresh':
      return `${work.sourceId}: its feeds`
    case 'articles':
      return `${work.sourceId}: ${work.keys.length} ${work.keys.length === 1 ? 'article' : 'articles'}`
    case 'publish':
      return `writing ahead: ${work.slugs.join(', ')}`
    case 'tell':
      return `telling the hub: ${work.slugs.join(', ')}`
  }
}

function mirrorRow(mirror: Mirror, session: OperatorSession): readonly string[] {
  const { host, channelId, state, blockedIn, changedAtMs } = mirror
  const targets: readonly MirrorState[] = ['live', 'draining', 'blocked', 'retired']
  const options = targets
    .filter(each => each !== state)
    .map(each => `<option>${each}</option>`)
    .join('')
  const form =
    state === 'retired'
      ? '–'
      : `<form method="post" action="/admin/mirrors/${encodeURIComponent(host)}/state">${hidden(session)}<select name="to" aria-label="New state of ${escapeAttribute(host)}">${options}</select><input name="region" size="3" maxlength="2" placeholder="XX" aria-label="Region"><button>Change</button></form>`
  return [t(host), t(channelId), t(state), t(blockedIn.join(', ') || null), day(changedAtMs), form]
}

function sourceRow({ source, state, standing }: SourceReview): readonly string[] {
  const reasons = standing.reasons.map(reason => `<br><small>${t(reason)}</small>`).join('')
  return [
    t(source.name),
    `${t(standing.status)}${reasons}`,
    day(state?.lastNewAtMs),
    day(state?.nextDueAtMs),
    t(standing.next),
  ]
}

export function writeArticles(articles: readonly ArchivedArticle[]): string {
  const rows = articles.map(article => [
    `<a href="/admin/articles/${encodeURIComponent(article.id)}"><bdi>${t(article.title)}</bdi></a>`,
    t(article.language),
    t(article.sourceIds.join(', ')),
    day(article.publishedMs),
    t(statesOf(article).join(', ') || null),
  ])
  return rows.length === 0
    ? '<p>No articles yet.</p>'
    : table(['Title', 'Language', 'Source', 'Published', 'Marks'], rows)
}

export function writeArticle(article: ArchivedArticle, session: OperatorSession): string {
  const { id, title, text, language, direction, withdrawn, waitingRevision, pinned } = article
  const facts = `<p><small>${t(id)} · revision ${article.revision} · ${t(statesOf(article).join(', ') || 'as published')} · ${t(article.provenance.upstreamUrl)}</small></p>`
  if (withdrawn !== null) return `${facts}<p>Withdrawn ${day(withdrawn.atMs)}: ${t(withdrawn.reason)}</p>`
  const action = (name: string) => `/admin/articles/${encodeURIComponent(id)}/${name}`
  const conflict =
    waitingRevision === null
      ? ''
      : `<h2>Upstream has changed the text since your correction</h2><form method="post" action="${action('decide')}">${hidden(session)}<button name="take" value="upstream">Take upstream's text</button><button name="take" value="operator">Stay with yours</button></form>`
  return `${facts}${conflict}
<form method="post" action="${action('pin')}">${hidden(session)}<input type="hidden" name="pinned" value="${!pinned}"><button>${pinned ? 'Unpin' : 'Pin to the front page'}</button></form>
<h2>Correct</h2><form class="block" method="post" action="${action('correct')}">${hidden(session)}<label>Headline <input name="title" value="${escapeAttribute(title)}" dir="${direction}" size="60"></label><label>Text, or nothing to leave it<br><textarea name="text" dir="${direction}" cols="70"></textarea></label><label>What readers are told <input name="note" size="60"></label><button>Correct</button></form>
<h2>Withdraw</h2><form method="post" action="${action('withdraw')}">${hidden(session)}<label>Why <input name="reason" size="40"></label><label><input type="checkbox" name="sure" value="yes" required> It is final</label><button>Withdraw on every host</button></form>
<h2>As readers see it</h2><pre lang="${escapeAttribute(language)}" dir="${direction}">${t(text)}</pre>`
}

export function writeAudit(lines: readonly AuditLine[]): string {
  const rows = lines.map(line => [
    day(line.atMs),
    t(line.actor),
    t(line.action),
    t(line.subject),
    t(line.detail),
  ])
  return rows.length === 0
    ? '<p>Nothing was changed by hand yet.</p>'
    : table(['When', 'Who', 'What', 'Of', 'How'], rows)
}

function channelChoice(channels: readonly Channel[]): string {
  const options = channels.map(({ id }) => `<option>${t(id)}</option>`).join('')
  return `<label>Channel <select name="channel">${options}</select></label>`
}

function hidden({ formToken }: OperatorSession): string {
  return `<input type="hidden" name="form" value="${escapeAttribute(formToken)}">`
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]) => row.map(cell => `<td>${cell}</td>`).join('')
  return `<div class="wide"><table><thead><tr>${header.map(name => `<th scope="col">${name}</th>`).join('')}</tr></thead><tbody>${rows.map(row => `<tr>${cells(row)}</tr>`).join('')}</tbody></table></div>`
}
