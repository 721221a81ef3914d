import { AppError } from '../errors.ts'
import { decodeText } from '../source/decode.ts'
import { parseAtom } from './atom.ts'
import { detectFormat, type ReadFormat } from './detect.ts'
import type { Feed } from './feed.ts'
import { parseJsonFeed } from './json-feed.ts'
import { mendEnd, withoutBrokenEntries } from './mend.ts'
import { parseRdf } from './rdf.ts'
import { parseRss } from './rss.ts'
import { tame } from './tame.ts'

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
  if (!('format' in detected)) throw unreadable(detected.instead, detected.try)
  const { format, root } = detected
  const document = tame(mendEnd(root, format), format)
  const first = attempt(document, format, input.url)
  if ('feed' in first) return first.feed
  const isReadable = (text: string) => 'feed' in attempt(text, format, input.url)
  const second = attempt(withoutBrokenEntries(document, format, isReadable), format, input.url)
  if ('feed' in second && second.feed.entries.length > 0) return second.feed
  const found = `${format} that cannot be read as a feed (${reasonOf(first.cause)})`
  throw unreadable(found, 'see whether it is cut off', first.cause)
}

type Attempt = { readonly feed: Feed } | { readonly cause: unknown }

function attempt(text: string, format: ReadFormat, url: string | null): Attempt {
  try {
    return { feed: parsers[format](text, url) }
  } catch (cause) {
    return { cause }
  }
}

function unreadable(found: string, next: string, cause?: unknown): AppError {
  return new AppError('feed-unreadable', `found ${found}`, { next, cause })
}

// feedsmith wraps what its XML parser says.
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}

function startsAsJson(body: Uint8Array): boolean {
  const head = new TextDecoder().decode(body.subarray(0, 100))
  return /^\s*[{[]/.test(head)
}
