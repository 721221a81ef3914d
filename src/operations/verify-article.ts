import { articleText } from '../core/article/blocks.ts'
import { parseFeed } from '../core/feed/parse-feed.ts'
import { type ClaimedText, judgeArticle } from '../core/signature/judge-article.ts'
import type { Verifier } from '../core/signature/judge-statement.ts'
import { readPageText } from '../core/signature/page-text.ts'
import { type Verdict, verdict } from '../core/signature/verdict.ts'

/** Reads documents of a mirror or of a copy of one, by their path below its base; null where there is none. */
export interface CopyReader {
  read(path: string): Promise<Uint8Array | null>
}

/** One thing that was looked at, by its path, and what came of it. */
export interface Finding extends Verdict {
  readonly path: string
}

/** Checks an article's page or text against the signature beside it. */
export async function verifyArticle(path: string, copy: CopyReader, verifier: Verifier): Promise<Finding> {
  const signaturePath = path.replace(/^(.*\/)?([^/.-]+)(?:-\d+)?(?:\.\w+)?$/, '$1$2.sig')
  const [body, signature] = await Promise.all([copy.read(path), copy.read(signaturePath)])
  if (body === null) return { path, ...verdict('incomplete', 'Incomplete: it is not there.') }
  if (signature === null)
    return { path, ...verdict('unsigned', `There is no signature beside it (${signaturePath}).`) }
  return { path, ...(await judgeArticle(claim(body), new TextDecoder().decode(signature), verifier)) }
}

/** What a page or a plain text claims to be. */
export function claim(body: Uint8Array): ClaimedText {
  const text = new TextDecoder().decode(body)
  if (!/^\s*<(?:!doctype html|html)/i.test(text)) return { text, hasBeginning: true, hasEnd: true }
  // A page of several leads to the one before it and to the next.
  const leads = (where: string) => text.includes(` rel="${where}"`)
  return { text: readPageText(text), hasBeginning: !leads('prev'), hasEnd: !leads('next') }
}

/**
 * Checks the entries of a feed of a mirror, each against its article's signature in the same copy. Entries that are the
 * mirror's own, as the announcement of a new address, stand for no article and are passed over.
 */
export async function verifyFeed(
  feed: { readonly path: string; readonly body: Uint8Array },
  copy: CopyReader,
  verifier: Verifier,
): Promise<readonly Finding[]> {
  const { entries } = parseFeed({ body: feed.body, contentType: null, url: null })
  const findings: Finding[] = []
  for (const { url, title, content, summary } of entries) {
    const id = /\/a\/([0-9a-z]{12})(?:\.html)?$/.exec(url ?? '')?.[1]
    if (id === undefined) continue
    const path = `a/${id}.sig`
    const signature = await copy.read(path)
    const text = `${title ?? ''}\n\n${articleText(content ?? summary ?? '')}`
    const judged =
      signature === null
        ? verdict('unsigned', `There is no signature for it (${path}).`)
        : await judgeArticle(
            { text, hasBeginning: content !== null, hasEnd: content !== null },
            new TextDecoder().decode(signature),
            verifier,
          )
    findings.push({ path: `${feed.path}: ${title ?? id}`, ...judged })
  }
  return findings
}
