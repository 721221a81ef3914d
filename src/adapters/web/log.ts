import { toIso } from '../../core/instant.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Log, LogEvent } from '../../ports/log.ts'

type EventName = LogEvent['event']
type FieldsOf<Name extends EventName> = Exclude<keyof Extract<LogEvent, { event: Name }>, 'event'>

// What is written, and nothing else: an object that carries more than its type says leaks nothing.
// A record and not a list, so that the compiler asks for every field.
const fields: { readonly [Name in EventName]: Readonly<Record<FieldsOf<Name>, true>> } = {
  started: { port: true, operatorPort: true },
  stopped: {},
  'archive-upgraded': { from: true, to: true, copy: true },
  'source-refreshed': {
    sourceId: true,
    status: true,
    added: true,
    revised: true,
    failed: true,
    tookMs: true,
    nextDueAt: true,
  },
  'source-failed': { sourceId: true, kind: true, message: true, failures: true, nextDueAt: true },
  'feed-moved': { sourceId: true, from: true, to: true },
  'article-failed': { sourceId: true, url: true, kind: true, message: true },
  'article-vanished': { sourceId: true, articleId: true, url: true },
  'editions-published': { documents: true, tookMs: true },
  'hub-told': { topics: true },
  'mirror-changed': { channelId: true, from: true, to: true },
  'mirrors-probed': { hosts: true, measured: true, interfered: true },
  'mailbox-opened': {},
  'mails-answered': { answered: true, thrownAway: true },
  failure: { kind: true, message: true },
}

/**
 * A log of one JSON object a line: `time`, `event`, then the listed fields of that event.
 * @param stream for instance `process.stderr`.
 */
export function createLog(stream: { write(line: string): unknown }, clock: Clock): Log {
  return {
    write(event) {
      const given = new Map(Object.entries(event))
      const listed = Object.keys(fields[event.event]).map(name => [name, given.get(name)])
      const line = { time: toIso(clock.nowMs()), event: event.event, ...Object.fromEntries(listed) }
      stream.write(`${JSON.stringify(line)}\n`)
    },
  }
}
