import { describe, expect, test } from 'vitest'
import type { Log, LogEvent } from '../../src/ports/log.ts'

/**
 * What every Log does.
 * @param open a log, and what it has written so far, a text for each event.
 */
export function logContract(
  name: string,
  open: () => { readonly log: Log; readonly written: () => readonly string[] },
): void {
  describe(`the ${name} log`, () => {
    const failure: LogEvent = { event: 'failure', kind: 'archive-failed', message: 'the disk is full' }

    test('keeps events in order, each with its fields', () => {
      const { log, written } = open()

      log.write({ event: 'started', port: 8080, operatorPort: 8081 })
      log.write(failure)

      expect(written()).toHaveLength(2)
      expect(written()[0]).toMatch(/"started".*8080.*8081/)
      expect(written()[1]).toMatch(/archive-failed.*the disk is full/)
    })

    test('takes any text of a message and makes one event of it', () => {
      const { log, written } = open()

      log.write({ ...failure, message: 'two\nlines, "quoted"' })

      expect(written()).toHaveLength(1)
      expect(JSON.parse(written()[0] ?? '')).toMatchObject({ message: 'two\nlines, "quoted"' })
    })
  })
}
