import type { Coding } from '../core/page/padding.ts'
import type { Compressor } from '../ports/compressor.ts'
import type { PublishedDocument, Publisher } from '../ports/publisher.ts'
import type { Address, DocumentDraft, DraftFacts } from './document.ts'
import { publishDocument } from './publish-document.ts'

export interface BodyDeps {
  readonly publisher: Publisher
  readonly compressor: Compressor
}

export interface BodyRequest {
  readonly facts: DraftFacts
  readonly address: Address
  /** Drafts the document afresh, to render it. */
  readonly draft: () => Promise<DocumentDraft>
  /** The same body without coding. */
  readonly identity: () => Promise<Uint8Array>
}

/** Makes the bytes of a document in one coding: as published where it is the same on every host, else on the spot. */
export async function makeBody(coding: Coding, request: BodyRequest, deps: BodyDeps): Promise<Uint8Array> {
  const { facts, identity } = request
  const effort = facts.reach === 'everywhere' ? 'ahead' : 'now'
  if (facts.reach === 'everywhere') {
    const kept = (await readPublished(request, deps))?.bodies[coding]
    if (kept !== undefined) return kept
  }
  if (coding !== 'identity') return deps.compressor.compress(await identity(), coding, effort)
  return renderIdentity(request, deps)
}

async function renderIdentity(request: BodyRequest, deps: BodyDeps): Promise<Uint8Array> {
  const draft = await request.draft()
  const published =
    draft.renderShared === null
      ? null
      : await readPublished({ ...request, facts: draft, draft: async () => draft }, deps)
  const shared = published?.bodies.identity
  const rendered = await draft.renderFor(request.address, new TextDecoder().decode(shared))
  return typeof rendered === 'string' ? new TextEncoder().encode(rendered) : rendered
}

/** What was written ahead, or is written now to be kept; null where nothing of the document is shared. */
async function readPublished(
  { facts, draft }: BodyRequest,
  deps: BodyDeps,
): Promise<PublishedDocument | null> {
  return (await deps.publisher.find(facts.path, facts.stamp)) ?? publishDocument(await draft(), deps)
}
