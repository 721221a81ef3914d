import { asAppError } from '../core/errors.ts'
import { compareTroubles, type NoticeChange, redactClosed, type Trouble } from '../core/notice.ts'
import type { Log } from '../ports/log.ts'
import type { Notice, Notifier } from '../ports/notifier.ts'
import type { DoctorDeps } from './doctor/check.ts'
import { examine } from './doctor/examine.ts'

export interface TellDeps
  extends Omit<DoctorDeps, 'readSpace' | 'readFrontFiles' | 'listeners' | 'versions' | 'listCopies'> {
  readonly notifiers: readonly Notifier[]
  readonly title: string
  readonly log: Log
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
// What changes by itself while nobody looks, quickly and slowly; the rest of the doctor is for whoever asks it.
const hourly = ['sources', 'signing', 'standbys']
const daily = ['certificates', 'domains', 'clock', 'rules']

/**
 * Tells the operator of what has gone wrong or right again, all of one hour in one notice.
 * @returns what is called every minute; it never rejects.
 */
export function createTeller(deps: TellDeps): () => Promise<void> {
  let hourlyAtMs = Number.NEGATIVE_INFINITY
  let dailyAtMs = Number.NEGATIVE_INFINITY
  let told: readonly Trouble[] = []
  let slow: readonly Trouble[] = []
  return async () => {
    const nowMs = deps.clock.nowMs()
    if (deps.notifiers.length === 0 || nowMs < hourlyAtMs + hourMs) return
    hourlyAtMs = nowMs
    try {
      if (nowMs >= dailyAtMs + dayMs) {
        slow = await findTroubles(daily, deps)
        dailyAtMs = nowMs
      }
      const now = [
        ...(await blockedMirrors(deps)),
        ...(await findTroubles(hourly, { ...deps, outlook: null })),
        ...slow,
      ]
      const change = compareTroubles(told, now)
      if (change.begun.length + change.ended.length === 0) return
      const notice = await redact(compose(change, deps.title), deps)
      for (const notifier of deps.notifiers) await notifier.send(notice)
      told = now
    } catch (error) {
      // What was not told is told in an hour.
      const { kind, message } = asAppError(error, 'notice-failed')
      deps.log.write({ event: 'failure', kind, message })
    }
  }
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

async function redact(notice: Notice, { mirrorLog, channels }: TellDeps): Promise<Notice> {
  const mirrors = await mirrorLog.list()
  const clean = (text: string) => redactClosed(text, mirrors, channels)
  return { subject: clean(notice.subject), lines: notice.lines.map(clean) }
}
