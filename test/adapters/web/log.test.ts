import { expect, test } from 'vitest'
import { createFixedClock } from '../../../src/adapters/memory/clock.ts'
import { createLog } from '../../../src/adapters/web/log.ts'
import type { LogEvent } from '../../../src/ports/log.ts'
import { logContract } from '../../contracts/log.ts'

logContract('JSON', () => {
  const lines: string[] = []
  const log = createLog({ write: line => lines.push(line) }, createFixedClock(0))
  return { log, written: () => lines }
})

function written(...events: LogEvent[]): string[] {
  const lines: string[] = []
  const log = createLog({ write: line => lines.push(line) }, createFixedClock(Date.UTC(2026, 10, 17, 8)))
  for (const event of events) log.write(event)
  return lines
}

test('an event is one line, time and name first', () => {
  expect(written({ event: 'editions-published', documents: 12, tookMs: 34 })).toEqual([
    '{"time":"2026-11-17T08:00:00Z","event":"editions-published","documents":12,"tookMs":34}\n',
  ])
})

test('an object that carries more than its type says leaks nothing', () => {
  const request = { address: '192.0.2.7', agent: 'Firefox', url: '/secret' }

  expect(written({ event: 'stopped', ...request } as LogEvent)).toEqual([
    '{"time":"2026-11-17T08:00:00Z","event":"stopped"}\n',
  ])
})

test('a message of several lines stays one line', () => {
  const [line] = written({ event: 'failure', kind: 'unexpected', message: 'a\nb' })

  expect(line?.trimEnd()).not.toContain('\n')
})
