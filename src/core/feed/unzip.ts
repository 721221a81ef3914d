import { Gunzip } from 'fflate'
import { AppError } from '../errors.ts'

// sitemaps.org/protocol.html: a sitemap has at most 50 MB unpacked.
const longestSitemap = 52_428_800
const stepBytes = 64 * 1024

/**
 * What a body holds that is a gzip file itself (`sitemap.xml.gz`); any other as it is.
 * @param maxBytes default: what a sitemap may have.
 * @throws AppError `feed-unreadable` for one that unpacks to more, or is damaged from its start.
 */
export function unzip(body: Uint8Array, maxBytes = longestSitemap): Uint8Array {
  // RFC 1952 §2.3.1.
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body
  const chunks: Uint8Array[] = []
  let length = 0
  const gunzip = new Gunzip(chunk => {
    length += chunk.length
    chunks.push(chunk)
  })
  try {
    for (let at = 0; at < body.length && length <= maxBytes; at += stepBytes)
      gunzip.push(body.subarray(at, at + stepBytes), at + stepBytes >= body.length)
  } catch (cause) {
    // What came out before the damage is still a document that broke off.
    if (length === 0) throw new AppError('feed-unreadable', 'found a gzip file that is damaged', { cause })
  }
  if (length > maxBytes)
    throw new AppError('feed-unreadable', `found a gzip file that holds more than ${maxBytes} bytes`, {
      next: 'See what it is; raise limits.maxBodyBytes if this is meant to be so large.',
    })
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
