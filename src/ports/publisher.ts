import type { Coding } from '../core/page/padding.ts'

/** A document as rendered and compressed, without any host name in it. */
export interface PublishedDocument {
  /** Address below the mirror's base, without leading slash: `a/ID.html`. */
  readonly path: string
  /** Says what it was made of; another stamp is another document. */
  readonly stamp: string
  readonly contentType: string
  readonly lastModifiedMs: number
  /** Always `identity`; the others where they were written ahead. */
  readonly bodies: Readonly<Partial<Record<Coding, Uint8Array>>>
}

/** Keeps rendered bytes. A memo: it may be emptied at any time, the archive is the truth. */
export interface Publisher {
  find(path: string, stamp: string): Promise<PublishedDocument | null>
  /** Keeps the document in place of any other under its path. */
  put(document: PublishedDocument): Promise<void>
  clear(): Promise<void>
}
