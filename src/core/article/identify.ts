import { hashName } from '../digest.ts'
import { AppError } from '../errors.ts'
import { addressKey } from './address-key.ts'
import type { Identity } from './article.ts'

const maxIdLength = 1_000

/**
 * Says who an article is: its canonical address, else its address or id within its source.
 * @throws AppError `article-unreadable` for one that has neither address nor id.
 */
export function identifyArticle(input: {
  readonly canonicalUrl: string | null
  readonly sourceId: string
  readonly entryId: string | null
  readonly entryUrl: string | null
}): Identity {
  const address = addressKey(input.canonicalUrl ?? '') ?? addressKey(input.entryUrl ?? '')
  const local = input.entryId || input.entryUrl
  const keys: string[] = []
  if (address !== null) keys.push(`url:${address}`)
  if (local) keys.push(`entry:${input.sourceId}:${local}`)
  const [first] = keys
  if (first === undefined)
    throw new AppError(
      'article-unreadable',
      'an article without an address and without an id cannot be kept apart',
    )
  const { id, uuid } = hashName(first, 12)
  const fallbackEntryId = `urn:uuid:${uuid}`
  const entryId = input.entryId !== null && isGloballyUnique(input.entryId) ? input.entryId : fallbackEntryId
  return { keys, articleId: id, entryId, fallbackEntryId }
}

/** Whether nobody else gives this id to something else, and it can stand in a feed: an address, `tag:` or `urn:`. */
function isGloballyUnique(id: string): boolean {
  if (id.length > maxIdLength || /[\s\p{Cc}\p{Cs}<>"]/u.test(id)) return false
  if (/^https?:\/\//i.test(id)) return URL.canParse(id)
  // RFC 4151 §2.1 and RFC 8141 §2.
  return /^tag:[^,/]+,[0-9]{4}(?:-[0-9]{2}){0,2}:./i.test(id) || /^urn:[a-z0-9][a-z0-9-]{0,31}:./i.test(id)
}
