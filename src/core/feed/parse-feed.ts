import { AppError, messageOf } from '../errors.ts'
import { decodeText } from '../source/decode.ts'
import { detectFormat, type ReadFormat } from './detect.ts'
import type { Feed } from './feed.ts'
import { readJsonFeed } from './json-feed.ts'
import { readXmlFeed } from './read-xml-feed.ts'
import { readSitemap } from './sitemap.ts'
import { unzip } from './unzip.ts'

/**
 * A feed of any format as upstream sent it, or a sitemap, packed with gzip or not. References are resolved against its
 * own base or `url`. Time and memory grow with its length and no faster.
 * @throws AppError `feed-unreadable`, saying what was found instead.
 */
export function parseFeed(input: {
  readonly body: Uint8Array
  readonly contentType: string | null
  readonly url: string | null
  /** How long the document may be where the body is a gzip file; default: 50 MB. */
  readonly maxBodyBytes?: number
}): Feed {
  const body = unzip(input.body, input.maxBodyBytes)
  const kind = /json/i.test(input.contentType ?? '') || startsAsJson(body) ? 'json' : 'xml'
  const { text } = decodeText(body, { contentType: input.contentType, kind })
  const detected = detectFormat(text)
  if (!('format' in detected)) throw unreadable(detected.instead, detected.try)
  const { format, root, prolog } = detected
  try {
    return readFeed(format, root, prolog, input.url)
  } catch (cause) {
    const reason = messageOf(cause)
    throw unreadable(
      `${format} that cannot be read as a feed (${reason})`,
      'see whether it is cut off',
      cause,
    )
  }
}

function readFeed(format: ReadFormat, root: string, prolog: string, url: string | null): Feed {
  if (format === 'json') return readJsonFeed(root, url)
  if (format === 'sitemap') return readSitemap(root, url)
  const doctype = /<!doctype[\s\S]*/i.exec(prolog)?.[0] ?? ''
  // An item or entry alone needs something to stand in.
  const start = /^<(?:[\w.-]+:)?(?:item|entry)[\s>]/i.test(root) ? `<${format}>` : ''
  return readXmlFeed(doctype + start + root, format, url)
}

function unreadable(found: string, next: string, cause?: unknown): AppError {
  return new AppError('feed-unreadable', `found ${found}`, { next, cause })
}

function startsAsJson(body: Uint8Array): boolean {
  const head = new TextDecoder().decode(body.subarray(0, 100))
  return /^\s*[{[]/.test(head)
}
