import { asAppError } from '../core/errors.ts'
import type { Channel } from '../core/mirror/mirror.ts'
import { compareTroubles, type NoticeChange, redactClosed, type Trouble } from '../core/notice.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { MirrorLog } from '../ports/mirror-log.ts'
import type { NoticeLog } from '../ports/notice-log.ts'
import type { Notice, Notifier } from '../ports/notifier.ts'
import type { WorkLog } from '../ports/work-log.ts'
import type { Finding } from './doctor/check.ts'

/** A look at what the doctor looks at. */
type Look = () => Promise<readonly (Finding & { readonly id: string })[]>

export interface TellDeps {
  readonly notifiers: readonly Notifier[]
  readonly noticeLog: NoticeLog
  readonly title: string
  readonly mirrorLog: MirrorLog
  readonly channels: readonly Channel[]
  /** Only where pulling is cut into pieces. */
  readonly workLog?: WorkLog
  /** What changes quickly while nobody looks, and what slowly. */
  readonly lookHourly: Look
  readonly lookDaily: Look
  readonly clock: Clock
  readonly log: Log
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

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
      slow = toTroubles(await deps.lookDaily())
      dailyAtMs = nowMs
    }
    const quick = [...toTroubles(await deps.lookHourly()), ...(await givenUpWork(deps))]
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

function toTroubles(examined: Awaited<ReturnType<Look>>): readonly Trouble[] {
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

async function givenUpWork({ workLog }: TellDeps): Promise<readonly Trouble[]> {
  const count = ((await workLog?.failures()) ?? []).filter(each => each.isGivenUp).length
  if (count === 0) return []
  const pieces = count === 1 ? 'piece' : 'pieces'
  return [{ key: 'given up', text: `${count} ${pieces} of work given up; see tamizdat work list` }]
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
