import { gzipSync } from 'fflate'
import { pageLengths } from './padding.ts'

/**
 * How heavy a page may be by our own measure, in bytes. What is sent, by whatever gzip or brotli, must stay under
 * 6,000: some networks freeze a connection after about 16 KB, handshake included. The rest is room for their differences.
 */
export const maxPageBytes = 5_600

const maxPlainBytes = Math.max(...pageLengths.identity)

/** The weight of a page in bytes: gzip by one fixed implementation, so that pages break alike on every runtime. */
export function weigh(page: string): number {
  return weighBytes(new TextEncoder().encode(page))
}

function weighBytes(bytes: Uint8Array): number {
  return gzipSync(bytes, { level: 9, mtime: 0 }).length
}

/** Whether a page with this many characters of markup in it can be light enough: one look before it is written. */
export function mayBeLight(length: number): boolean {
  return length <= maxPlainBytes
}

/** Whether a page is light enough, and its plain form no longer than the longest that is padded to. */
export function isLight(page: string): boolean {
  // Three bytes of UTF-8 for each UTF-16 unit is the most there can be; what is lighter than that needs no measuring.
  if (page.length * 3 <= maxPageBytes) return true
  const bytes = new TextEncoder().encode(page)
  return bytes.length <= maxPlainBytes && weighBytes(bytes) <= maxPageBytes
}

/**
 * Finds how many of `count` parts fit, by halving.
 * @param fits whether the first `n` of them do; asked for n from 1 to `count`.
 * @returns 0 if not even one fits.
 */
export function takeFitting(count: number, fits: (n: number) => boolean): number {
  if (count === 0 || fits(count)) return count
  let most = 0
  let least = count
  while (least - most > 1) {
    const middle = (most + least) >> 1
    if (fits(middle)) most = middle
    else least = middle
  }
  return most
}
