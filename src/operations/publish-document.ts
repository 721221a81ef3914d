import type { Coding } from '../core/page/padding.ts'
import type { Compressor } from '../ports/compressor.ts'
import type { PublishedDocument, Publisher } from '../ports/publisher.ts'
import type { DocumentDraft } from './document.ts'

/**
 * Keeps what a document has in common on every host. What is sent as it is gets compressed once, as well as can be;
 * what is to be filled in is kept as text.
 */
export async function publishDocument(
  draft: DocumentDraft,
  deps: { readonly publisher: Publisher; readonly compressor: Compressor },
): Promise<PublishedDocument | null> {
  if (draft.renderShared === null) return null
  const identity = new TextEncoder().encode(draft.renderShared())
  const codings = draft.reach === 'everywhere' ? deps.compressor.codings : []
  const compressed = await Promise.all(
    codings.map(async coding => [coding, await deps.compressor.compress(identity, coding, 'ahead')] as const),
  )
  const bodies: Partial<Record<Coding, Uint8Array>> = { identity, ...Object.fromEntries(compressed) }
  const { path, stamp, contentType, lastModifiedMs } = draft
  const document = { path, stamp, contentType, lastModifiedMs, bodies }
  await deps.publisher.put(document)
  return document
}
