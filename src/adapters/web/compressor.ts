import { gzipSync } from 'fflate'
import type { Compressor } from '../../ports/compressor.ts'

const levels = { ahead: 9, now: 6 } as const

/** gzip in plain JavaScript, for runtimes without zlib; there a front makes brotli of it if it likes. */
export function createWebCompressor(): Compressor {
  return {
    codings: ['gzip'],
    async compress(body, coding, effort) {
      if (coding !== 'gzip') throw new RangeError(`no ${coding} here`)
      // Without a fixed time the head of a gzip stream would hold the present one (RFC 1952 §2.3.1).
      return gzipSync(body, { level: levels[effort], mtime: 0 })
    },
  }
}
