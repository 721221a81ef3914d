import { AppError } from '../errors.ts'
import { decodeText } from '../source/decode.ts'
import { parseAtom } from './atom.ts'
import { detectFormat, type ReadFormat } from './detect.ts'
import type { Feed } from './feed.ts'
import { parseJsonFeed } from './json-feed.ts'
import { parseRdf } from './rdf.ts'
import { parseRss } from './rss.ts'

type Parser = (text: string, url: string | null) => Feed

const parsers: Readonly<Record<ReadFormat, Parser>> = {
  rss: parseRss,
  atom: parseAtom,
  rdf: parseRdf,
  json: parseJsonFeed,
}

/**
 * A feed of any format as upstream sent it. References are resolved against its own base or `url`.
 * @throws AppError `feed-unreadable`, saying what was found instead.
 */
export function parseFeed(input: {
  readonly body: Uint8Array
  readonly contentType: string | null
  readonly url: string | null
}): Feed {
  const kind = /json/i.test(input.contentType ?? '') || startsAsJson(input.body) ? 'json' : 'xml'
  const { text } = decodeText(input.body, { contentType: input.contentType, kind })
  const detected = detectFormat(text)
  if (!('format' in detected)) throw unreadable(`no feed: ${detected.instead}`, detected.try)
  try {
    return parsers[detected.format](text, input.url)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw unreadable(
      `a damaged ${detected.format} feed (${reason})`,
      'look at its source: it may be cut off',
      cause,
    )
  }
}

function unreadable(found: string, next: string, cause?: unknown): AppError {
  return new AppError('feed-unreadable', `found ${found}`, { next, cause })
}

function startsAsJson(body: Uint8Array): boolean {
  const head = new TextDecoder().decode(body.subarray(0, 100))
  return head.trimStart().startsWith('{')
}
