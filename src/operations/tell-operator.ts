import { asAppError } from '../core/errors.ts'
import { compareTroubles, type NoticeChange, redactClosed, type Trouble } from '../core/notice.ts'
import type { Log } from '../ports/log.ts'
import type { NoticeLog } from '../ports/notice-log.ts'
import type { Notice, Notifier } from '../ports/notifier.ts'
import type { DoctorDeps } from './doctor/check.ts'
import { examine } from './doctor/examine.ts'

export interface TellDeps
  extends Omit<
    DoctorDeps,
    'readSpace' | 'readFrontFiles' | 'listeners' | 'versions' | 'listCopies' | 'openMailbox'
  > {
  readonly notifiers: readonly Notifier[]
  readonly noticeLog: NoticeLog
  readonly title: string
  readonly log: Log
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
// What changes by itself while nobody looks, quickly and slowly; the rest of the doctor is for whoever asks it.
const hourly = ['sources', 'signing', 'standbys']
const daily = ['certificates', 'domains', 'clock', 'rules']

/**
 * Tells the operator of what has gone wrong or right again, all of one hour in one notice. What was told stands in the
 * notice log: a restart says nothing twice, and what could not be told waits over it. A kill in the instant between
 * sending a notice and writing that down has it sent again, which is better than never.
 * @returns what is called every minute; it never rejects.
 */
export function createTeller(deps: TellDeps): () => Promise<void> {
  let nextAtMs: number | null = null
  let dailyAtMs = Number.NEGATIVE_INFINITY
  let slow: readonly Trouble[] = []
  const look = async (nowMs: number) => {
    if (nowMs >= dailyAtMs + dayMs) {
      slow = await findTroubles(daily, deps)
      dailyAtMs = nowMs
    }
    const quick = await findTroubles(hourly, { ...deps, outlook: null })
    const now = await redact([...(await blockedMirrors(deps)), ...quick, ...slow], deps)
    for (const notifier of deps.notifiers) await reported(deps, () => tellBy(notifier, now, deps))
  }
  return async () => {
    const nowMs = deps.clock.nowMs()
    if (deps.notifiers.length === 0) return
    await reported(deps, async () => {
      nextAtMs ??= await firstLookMs(deps)
      if (nowMs < nextAtMs) return
      nextAtMs = nowMs + hourMs
      await look(nowMs)
    })
  }
}

/** What was not told is told in an hour. */
async function reported({ log }: TellDeps, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    const { kind, message } = asAppError(error, 'notice-failed')
    log.write({ event: 'failure', kind, message })
  }
}

/** An hour after the last notice: a server that starts again and again does not send more of them. */
async function firstLookMs({ notifiers, noticeLog }: TellDeps): Promise<number> {
  const told = await Promise.all(notifiers.map(({ way }) => noticeLog.told(way)))
  return Math.max(0, ...told.map(each => (each === null ? 0 : each.atMs + hourMs)))
}

async function tellBy(notifier: Notifier, now: readonly Trouble[], deps: TellDeps): Promise<void> {
  const told = await deps.noticeLog.told(notifier.way)
  const change = compareTroubles(told?.troubles ?? [], now)
  if (change.begun.length + change.ended.length === 0) return
  await notifier.send(compose(change, deps.title))
  await deps.noticeLog.noteTold(notifier.way, { atMs: deps.clock.nowMs(), troubles: now })
}

async function findTroubles(ids: readonly string[], deps: TellDeps): Promise<readonly Trouble[]> {
  const examined = await examine(
    {
      ...deps,
      readSpace: null,
      readFrontFiles: async () => [],
      listeners: { readers: { host: 'localhost' }, operator: { host: 'localhost', port: 0 } },
      versions: { program: '', node: '24', sqlite: '', foundSchema: null, presentSchema: 0 },
      listCopies: async () => [],
      openMailbox: null,
    },
    ids,
  )
  return (
    examined
      .filter(({ severity }) => severity !== 'ok')
      // Spans and counts grow while the trouble stays the same.
      .map(({ id, finding }) => ({
        key: `${id} ${finding.replaceAll(/\d+/g, '0').replace(/(?:day|hour|minute)s?/g, '')}`,
        text: finding,
      }))
  )
}

/** A block is told by number and channel, never by name. */
async function blockedMirrors({ mirrorLog, channels }: TellDeps): Promise<readonly Trouble[]> {
  const mirrors = await mirrorLog.list()
  return channels.flatMap(({ id }) => {
    const count = mirrors.filter(({ channelId, state }) => channelId === id && state === 'blocked').length
    if (count === 0) return []
    return [
      { key: `blocked ${id} ${count}`, text: `channel ${id}: ${count} blocked; see tamizdat mirrors list` },
    ]
  })
}

function compose({ begun, lasting, ended }: NoticeChange, title: string): Notice {
  const under = (heading: string, troubles: readonly Trouble[]) =>
    troubles.length === 0 ? [] : [`${heading}:`, ...troubles.map(({ text }) => `- ${text}`)]
  return {
    subject: `${title}: ${begun.length} new, ${lasting.length} lasting, ${ended.length} over`,
    lines: [
      ...under('New', begun),
      ...under('Still so', lasting),
      ...under('Over', ended),
      'What to do: tamizdat doctor',
    ],
  }
}

async function redact(
  troubles: readonly Trouble[],
  { mirrorLog, channels }: TellDeps,
): Promise<readonly Trouble[]> {
  const mirrors = await mirrorLog.list()
  const clean = (text: string) => redactClosed(text, mirrors, channels)
  return troubles.map(({ key, text }) => ({ key: clean(key), text: clean(text) }))
}
