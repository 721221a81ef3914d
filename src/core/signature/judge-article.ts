import { hashHex } from '../digest.ts'
import { toIso } from '../instant.ts'
import { compareText } from './compare-text.ts'
import type { Part } from './fingerprint.ts'
import { judgeStatement, type Verifier } from './judge-statement.ts'
import { readSignedArticle, type SignedArticle } from './signed-article.ts'
import { type Verdict, verdict } from './verdict.ts'

/** A text that is said to be an article, or a part of one. */
export interface ClaimedText {
  /** Plain text; of a page, the text of its article alone. */
  readonly text: string
  /** Whether it begins where the article does, and ends where it does: a page of several does not. */
  readonly hasBeginning: boolean
  readonly hasEnd: boolean
}

/** Says whether a text is the article that a signature is about, and if not, how far it still holds. */
export async function judgeArticle(
  claimed: ClaimedText,
  signature: string,
  verifier: Verifier,
): Promise<Verdict> {
  const judged = await judgeStatement(signature, verifier)
  const article = judged.statement === null ? null : readSignedArticle(judged.statement)
  if (judged.statement !== null && article === null)
    return verdict('unsigned', 'The signature is about something else than an article.')
  if (article === null) return judged.verdict
  const { status } = judged.verdict
  if (status !== 'good' && status !== 'expired') return judged.verdict
  if (article.withdrawnMs !== null)
    return verdict('withdrawn', `The newsroom withdrew this article on ${toIso(article.withdrawnMs)}.`)
  const compared = judgeText(claimed, article)
  return compared.status === 'good' && status === 'expired' ? judged.verdict : compared
}

function judgeText(claimed: ClaimedText, article: SignedArticle): Verdict {
  const { text } = claimed
  const { id, revision, parts, textHash } = article
  const what = `article ${id}, revision ${revision}`
  if (hashHex(text) === textHash) return verdict('good', `Unchanged: ${what}, byte for byte.`)
  const { found, missing, isInOrder, foreign } = compareText(text, parts)
  const gaps = missing.filter(index => isMissed(index, { found, parts, claimed }))
  const details = [
    ...gaps.map(index => `missing or changed: ${describePart(parts, index)}`),
    ...foreign.map(line => `not the newsroom's: ${line.slice(0, 120)}`),
  ]
  if (found.length === 0) return verdict('changed', `Nothing of ${what} stands here as it was signed.`)
  if (gaps.length === 0 && foreign.length === 0 && isInOrder) {
    const extent = missing.length > 0 ? `${found.length} of ${parts.length} parts of ` : ''
    return verdict('good', `Unchanged: ${extent}${what}; line breaks, quotes and spaces aside.`)
  }
  const order = isInOrder ? '' : ', in another order'
  const holds = `${found.length} of ${parts.length} parts of ${what} hold${order}`
  const isOnlyCut = foreign.length === 0 && isInOrder
  return isOnlyCut
    ? verdict('incomplete', `Incomplete: ${holds}, the rest is not there or was changed.`, details)
    : verdict('changed', `Changed: ${holds}.`, details)
}

/** Whether a part that was not found should be there: dates, captions and a byline that was cut are not missed. */
function isMissed(
  index: number,
  {
    found,
    parts,
    claimed,
  }: { readonly found: readonly number[]; readonly parts: readonly Part[]; readonly claimed: ClaimedText },
): boolean {
  const kind = parts[index]?.kind
  if (kind === 'title' || kind === 'notice') return true
  if (kind === 'note') return claimed.hasEnd
  if (kind !== 'paragraph') return false
  const body = found.filter(each => parts[each]?.kind === 'paragraph')
  const isAfterFirst = claimed.hasBeginning || body.some(each => each < index)
  const isBeforeLast = claimed.hasEnd || body.some(each => each > index)
  return isAfterFirst && isBeforeLast
}

function describePart(parts: readonly Part[], index: number): string {
  const kind = parts[index]?.kind ?? 'paragraph'
  const place = parts.slice(0, index + 1).filter(part => part.kind === kind).length
  return kind === 'notice' ? `line ${place} of the publisher's notice to readers` : `${kind} ${place}`
}
