import type { PublishedDocument, Publisher } from '../../ports/publisher.ts'

/** Rendered bytes that last as long as the process. */
export function createMemoryPublisher(): Publisher {
  const documents = new Map<string, PublishedDocument>()
  return {
    async find(path, stamp) {
      const document = documents.get(path)
      return document?.stamp === stamp ? document : null
    },
    async put(document) {
      documents.set(document.path, document)
    },
    async clear() {
      documents.clear()
    },
  }
}
