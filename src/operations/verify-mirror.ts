import { judgeManifest } from '../core/signature/judge-manifest.ts'
import type { Verifier } from '../core/signature/judge-statement.ts'
import { verdict } from '../core/signature/verdict.ts'
import { type CopyReader, type Finding, verifyArticle, verifyFeed } from './verify-article.ts'
import { verifyCopy } from './verify-copy.ts'

export interface MirrorCheck {
  /** A manifest, or the signature of a copy's list, that the reader had before. */
  readonly known: string | null
  readonly onProgress?: (done: number, total: number) => void
}

const manifestPath = 'mirrors.json'
const feedPath = 'feeds/all.json'

/** Checks a copy by its list of hashes; a mirror, which has none, by its manifest, its feed and its newest pages. */
export async function verifyMirror(
  copy: CopyReader,
  verifier: Verifier,
  check: MirrorCheck,
): Promise<readonly Finding[]> {
  return (await verifyCopy(copy, verifier, check)) ?? verifyServed(copy, verifier, check)
}

async function verifyServed(
  copy: CopyReader,
  verifier: Verifier,
  { known, onProgress }: MirrorCheck,
): Promise<readonly Finding[]> {
  const [manifest, feed] = await Promise.all([copy.read(manifestPath), copy.read(feedPath)])
  if (manifest === null && feed === null)
    return [{ path: '.', ...verdict('unsigned', 'There is neither a manifest nor a feed of tamizdat here.') }]
  const findings: Finding[] = []
  if (manifest !== null) {
    const judged = await judgeManifest(new TextDecoder().decode(manifest), verifier, known)
    findings.push({ path: manifestPath, ...judged })
  }
  if (feed === null) return findings
  const ids = articleIds(new TextDecoder().decode(feed))
  findings.push(...(await verifyFeed({ path: feedPath, body: feed }, copy, verifier)))
  for (const [index, id] of ids.entries()) {
    onProgress?.(index, ids.length)
    findings.push(await verifyArticle(`a/${id}.html`, copy, verifier))
  }
  return findings
}

function articleIds(feed: string): readonly string[] {
  return [...new Set([...feed.matchAll(/\/a\/([0-9a-z]{12})\.html"/g)].map(match => match[1] ?? ''))]
}
