import { describe, expect, test } from 'vitest'
import type { Measurement } from '../../src/core/mirror/measurement.ts'
import type { MeasurementLog } from '../../src/ports/measurement-log.ts'

/** What every measurement log keeps to. `open` gives an empty one. */
export function measurementLogContract(name: string, open: () => Promise<MeasurementLog>): void {
  const atMs = 1_780_000_000_000
  const first: Measurement = {
    atMs,
    host: 'a.example',
    vantageId: 'here',
    region: null,
    class: 'ok',
    bytes: 5_000,
    note: null,
    facts: {
      addresses: ['192.0.2.1'],
      certificate: { fingerprint: 'ab', expiresAtMs: atMs, names: ['a.example'] },
      nameServers: ['ns1.dns.example'],
    },
  }
  const second: Measurement = {
    ...first,
    atMs: atMs + 1,
    host: 'b.example',
    vantageId: 'minsk',
    region: 'BY',
    class: 'tls-reset',
    bytes: 0,
    note: 'сброс',
    facts: null,
  }

  describe(`${name} keeps the contract of a measurement log:`, () => {
    test('a new one is empty', async () => {
      expect(await (await open()).list({ sinceMs: 0 })).toEqual([])
    })

    test('measurements come back as recorded, oldest first, whenever they were recorded', async () => {
      const log = await open()

      await log.record([second])
      await log.record([first])
      await log.record([])

      expect(await log.list({ sinceMs: 0 })).toEqual([first, second])
    })

    test('those of one host or of late are found alone', async () => {
      const log = await open()
      await log.record([first, second])

      expect(await log.list({ host: 'a.example', sinceMs: 0 })).toEqual([first])
      expect(await log.list({ sinceMs: atMs + 1 })).toEqual([second])
    })

    test('what is older than an instant is forgotten', async () => {
      const log = await open()
      await log.record([first, second])

      await log.forget(atMs + 1)

      expect(await log.list({ sinceMs: 0 })).toEqual([second])
    })

    test('a wiped one is empty, and can be written again', async () => {
      const log = await open()
      await log.record([first, second])

      await log.wipe()

      expect(await log.list({ sinceMs: 0 })).toEqual([])
      await log.record([second])
      expect(await log.list({ sinceMs: 0 })).toEqual([second])
    })
  })
}
