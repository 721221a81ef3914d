import { judgeManifest } from '../core/signature/judge-manifest.ts'
import type { Verifier } from '../core/signature/judge-statement.ts'
import { verdict } from '../core/signature/verdict.ts'
import { type CopyReader, type Finding, verifyArticle, verifyFeed } from './verify-article.ts'

export interface MirrorCheck {
  /** A manifest that the reader had before. */
  readonly knownManifest: string | null
  readonly onProgress?: (done: number, total: number) => void
}

const manifestPath = 'mirrors.json'
const feedPath = 'feeds/all.json'

/** Checks what a mirror serves, or what a copy without a list of hashes holds: its manifest, its feed, its newest pages. */
export async function verifyMirror(
  copy: CopyReader,
  verifier: Verifier,
  { knownManifest, onProgress }: MirrorCheck,
): Promise<readonly Finding[]> {
  const [manifest, feed] = await Promise.all([copy.read(manifestPath), copy.read(feedPath)])
  if (manifest === null && feed === null)
    return [{ path: '.', ...verdict('unsigned', 'There is neither a manifest nor a feed of tamizdat here.') }]
  const findings: Finding[] = []
  if (manifest !== null) {
    const judged = await judgeManifest(new TextDecoder().decode(manifest), verifier, knownManifest)
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
