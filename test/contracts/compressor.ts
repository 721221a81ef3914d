import { describe, expect, test } from 'vitest'
import type { Coding } from '../../src/core/page/padding.ts'
import type { Compressor } from '../../src/ports/compressor.ts'

/**
 * What every Compressor does.
 * @param decode another implementation than the one under test.
 */
export function compressorContract(
  name: string,
  open: () => Compressor,
  decode: (bytes: Uint8Array, coding: Coding) => Promise<Uint8Array>,
): void {
  describe(`the ${name} compressor`, () => {
    const compressor = open()
    const text = 'Слово за словом, می‌خواهم, word after word. '.repeat(200)
    const body = new TextEncoder().encode(text)
    const cases = compressor.codings.flatMap(coding =>
      (['ahead', 'now'] as const).map(effort => ({ coding, effort })),
    )

    test('makes gzip, which every reader takes', () => {
      expect(compressor.codings).toContain('gzip')
    })

    test.each(cases)(
      '$coding, made $effort, comes back as it was, and is smaller',
      async ({ coding, effort }) => {
        const bytes = await compressor.compress(body, coding, effort)

        expect(bytes.length).toBeLessThan(body.length / 4)
        expect(new TextDecoder().decode(await decode(bytes, coding))).toBe(text)
      },
    )

    test.each(cases)('$coding, made $effort, is the same bytes each time', async ({ coding, effort }) => {
      const [once, again] = [
        await compressor.compress(body, coding, effort),
        await compressor.compress(body, coding, effort),
      ]

      expect(again).toEqual(once)
    })

    test.each(cases)('$coding of nothing, made $effort, is nothing', async ({ coding, effort }) => {
      const bytes = await compressor.compress(new Uint8Array(), coding, effort)

      expect((await decode(bytes, coding)).length).toBe(0)
    })
  })
}
