import type { Coding } from '../core/page/padding.ts'

export interface Compressor {
  /** The codings it can make besides `identity`, best first. */
  readonly codings: readonly Exclude<Coding, 'identity'>[]
  /**
   * The same bytes for the same content, always. They leave room for padding: a gzip member without optional fields, a
   * brotli stream that ends with an empty last block of its own byte (see core/page/padding.ts).
   * @param effort `ahead` for what is made once and sent often, `now` for what a reader waits for.
   */
  compress(
    body: Uint8Array,
    coding: Exclude<Coding, 'identity'>,
    effort: 'ahead' | 'now',
  ): Promise<Uint8Array>
}
