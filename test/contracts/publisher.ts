import { describe, expect, test } from 'vitest'
import type { PublishedDocument, Publisher } from '../../src/ports/publisher.ts'

/** What every publisher keeps to. `open` gives an empty one. */
export function publisherContract(name: string, open: () => Promise<Publisher>): void {
  const document: PublishedDocument = {
    path: 'a/000000000000.html',
    stamp: 'r1-t1',
    contentType: 'text/html; charset=utf-8',
    lastModifiedMs: 1_780_000_000_000,
    bodies: {
      identity: new TextEncoder().encode('Привет 🕊️'),
      gzip: Uint8Array.of(0, 255, 128),
      br: Uint8Array.of(),
    },
  }
  const plain: PublishedDocument = {
    ...document,
    stamp: 'r2-t1',
    bodies: { identity: Uint8Array.of(1) },
  }

  describe(`${name} keeps the contract of a publisher:`, () => {
    test('a document comes back byte for byte', async () => {
      const publisher = await open()

      await publisher.put(document)

      expect(await publisher.find(document.path, document.stamp)).toEqual(document)
    })

    test('another stamp or path is another document', async () => {
      const publisher = await open()
      await publisher.put(document)

      expect(await publisher.find(document.path, 'r2-t1')).toBeNull()
      expect(await publisher.find('a/000000000001.html', document.stamp)).toBeNull()
    })

    test('a path keeps one document, the last', async () => {
      const publisher = await open()

      await publisher.put(document)
      await publisher.put(plain)

      expect(await publisher.find(document.path, document.stamp)).toBeNull()
      expect(await publisher.find(document.path, plain.stamp)).toEqual(plain)
    })

    test('a body of a megabyte is kept', async () => {
      const publisher = await open()
      const identity = new Uint8Array(1_000_000).map((_, index) => index)

      await publisher.put({ ...document, bodies: { identity } })

      const found = await publisher.find(document.path, document.stamp)
      const body = found?.bodies.identity ?? Uint8Array.of()
      expect(body).toHaveLength(identity.length)
      expect(body.every((byte, index) => byte === index % 256)).toBe(true)
    })

    test('clearing forgets everything', async () => {
      const publisher = await open()
      await publisher.put(document)

      await publisher.clear()

      expect(await publisher.find(document.path, document.stamp)).toBeNull()
    })
  })
}
