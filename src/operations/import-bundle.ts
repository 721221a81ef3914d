import { readCarried } from '../core/bundle/carried-article.ts'
import { unpackZip } from '../core/bundle/zip.ts'
import { AppError, asAppError } from '../core/errors.ts'
import type { Verifier } from '../core/signature/judge-statement.ts'
import { worstOf } from '../core/signature/verdict.ts'
import type { Archive } from '../ports/archive.ts'
import type { CopyReader } from './verify-article.ts'
import { verifyCopy } from './verify-copy.ts'
import { bundlePaths } from './write-bundle.ts'

export interface ImportReport {
  readonly added: number
  readonly revised: number
  readonly unchanged: number
  readonly withdrawn: number
  /** Lines that could not be taken; the others were. */
  readonly failures: readonly AppError[]
}

/**
 * Brings an archive up to date from a bundle. Nothing of it is taken before all of it is verified; an expired signature
 * is no fault, since a bundle may have been long on its way.
 * @throws AppError `not-verified`, saying what is wrong with it.
 */
export async function importBundle(
  bundle: Uint8Array,
  deps: { readonly archive: Archive; readonly verifier: Verifier },
  options: { readonly actor: string; readonly nowMs: number },
): Promise<ImportReport> {
  const copy = openBundle(bundle)
  const findings = (await verifyCopy(copy, deps.verifier, { known: null })) ?? []
  const status = worstOf(findings)
  if (findings.length === 0) throw notVerified('there is no signed list in it: it is no bundle of tamizdat')
  if (status !== 'good' && status !== 'expired') {
    const worst = findings.find(each => each.status === status)
    throw notVerified(`${worst?.path}: ${worst?.says}`)
  }
  const articles = await copy.read(bundlePaths.articles)
  const lines = new TextDecoder()
    .decode(articles ?? new Uint8Array())
    .split('\n')
    .filter(Boolean)
  return takeLines(lines, deps.archive, options)
}

async function takeLines(
  lines: readonly string[],
  archive: Archive,
  by: { readonly actor: string; readonly nowMs: number },
): Promise<ImportReport> {
  const counts = { new: 0, revised: 0, unchanged: 0, held: 0, withdrawn: 0 }
  const failures: AppError[] = []
  // A bundle has the newest first; an archive numbers articles from the oldest.
  for (const line of lines.toReversed()) {
    try {
      const carried = readCarried(line)
      if (carried.status === 'article') counts[(await archive.put(carried.article, by)).status]++
      else if (await archive.withdraw(carried.id, { ...by, reason: carried.reason })) counts.withdrawn++
    } catch (error) {
      failures.push(asAppError(error, 'article-unreadable'))
    }
  }
  const { new: added, revised, unchanged, held, withdrawn } = counts
  return { added, revised, unchanged: unchanged + held, withdrawn, failures }
}

function openBundle(bundle: Uint8Array): CopyReader {
  try {
    const files = unpackZip(bundle)
    return { read: async path => files.get(path) ?? null }
  } catch (cause) {
    throw notVerified('it is no zip file, or one that is cut off', cause)
  }
}

function notVerified(why: string, cause?: unknown): AppError {
  return new AppError('not-verified', `the bundle is not taken: ${why}`, {
    cause,
    next: 'ask for it again, and see that --key is the key of the newsroom that made it',
  })
}
