import { judgeArticle } from '../core/signature/judge-article.ts'
import { judgeManifest } from '../core/signature/judge-manifest.ts'
import { judgeStatement, type Verifier } from '../core/signature/judge-statement.ts'
import { readStatement } from '../core/signature/statement.ts'
import { verdict } from '../core/signature/verdict.ts'
import { type CopyReader, claim, type Finding, verifyArticle, verifyFeed } from './verify-article.ts'

export interface FileCheck {
  readonly path: string
  /** Where the file is, with what lies around it. */
  readonly copy: CopyReader
  /** The article's signature, where it is not the one that lies beside it. */
  readonly signature: string | null
  readonly known: string | null
}

/** Checks one file for itself, whatever it is: a manifest, a signature, a feed, an article as page or as text. */
export async function verifyFile(
  { path, signature, copy, known }: FileCheck,
  verifier: Verifier,
): Promise<readonly Finding[]> {
  const body = await copy.read(path)
  if (body === null) return [{ path, ...verdict('incomplete', 'Incomplete: it is not there.') }]
  const text = new TextDecoder().decode(body)
  if (/^\s*\{"signed":/.test(text)) return [{ path, ...(await judgeManifest(text, verifier, known)) }]
  if (readStatement(text) !== null) return [{ path, ...(await judgeStatement(text, verifier)).verdict }]
  // A feed lies in a folder beside that of the articles.
  const root: CopyReader = { read: each => copy.read(`../${each}`) }
  if (looksLikeFeed(text)) return verifyFeed({ path, body }, root, verifier)
  if (signature !== null) return [{ path, ...(await judgeArticle(claim(body), signature, verifier)) }]
  return [await verifyArticle(path, copy, verifier)]
}

function looksLikeFeed(text: string): boolean {
  return (
    /^\s*(?:<\?xml[^>]*>\s*)?<(?:rss|feed)[\s>]/.test(text) ||
    /^\s*\{\s*"version":\s*"https:\/\/jsonfeed/.test(text)
  )
}
