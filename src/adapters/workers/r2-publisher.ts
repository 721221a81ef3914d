import { joinBytes } from '../../core/join-bytes.ts'
import type { Coding } from '../../core/page/padding.ts'
import type { PublishedDocument, Publisher } from '../../ports/publisher.ts'

// R2 lists and deletes so many at a time.
const keysPerCall = 1000
const codings: readonly Coding[] = ['identity', 'gzip', 'br']

/** Rendered bytes in R2: an object for each path with all its codings one behind the other, so that each costs one call. */
export function createR2Publisher(bucket: R2Bucket): Publisher {
  return {
    async find(path, stamp) {
      const object = await bucket.get(keyOf(path))
      if (object === null) return null
      const { customMetadata: facts = {} } = object
      // Read in any case: a body that is given up makes the platform write an error into its log.
      const bytes = new Uint8Array(await object.arrayBuffer())
      if (facts['stamp'] !== stamp) return null
      return {
        path,
        stamp,
        contentType: facts['type'] ?? '',
        lastModifiedMs: Number(facts['modified']),
        bodies: divide(bytes, JSON.parse(facts['lengths'] ?? '[]')),
      }
    },
    async put(document) {
      const { path, stamp, contentType: type, lastModifiedMs } = document
      const parts = codings.flatMap(coding => {
        const body = document.bodies[coding]
        return body === undefined ? [] : [{ coding, body }]
      })
      const lengths = JSON.stringify(parts.map(({ coding, body }) => [coding, body.length]))
      const customMetadata = { stamp, type, modified: String(lastModifiedMs), lengths }
      await bucket.put(keyOf(path), joinBytes(parts.map(({ body }) => body)), { customMetadata })
    },
    async clear() {
      for (;;) {
        const { objects } = await bucket.list({ prefix: keyOf(''), limit: keysPerCall })
        if (objects.length === 0) return
        await bucket.delete(objects.map(({ key }) => key))
      }
    },
  }
}

function keyOf(path: string): string {
  return `published/${path}`
}

function divide(
  bytes: Uint8Array,
  lengths: readonly (readonly [Coding, number])[],
): PublishedDocument['bodies'] {
  let offset = 0
  const bodies: Partial<Record<Coding, Uint8Array>> = {}
  for (const [coding, length] of lengths) {
    bodies[coding] = bytes.slice(offset, offset + length)
    offset += length
  }
  return bodies
}
