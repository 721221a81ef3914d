import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { AppError } from '../core/errors.ts'
import type { CopyReader } from '../operations/verify-article.ts'
import type { Fetcher } from '../ports/fetcher.ts'
import { isWebAddress } from './read-document.ts'

/** What was named, and where what belongs to it is read. */
export interface OpenedCopy {
  readonly copy: CopyReader
  /** The one file that was named; null for a whole mirror or copy. */
  readonly file: string | null
}

/**
 * Opens a mirror by its address, a copy of one by its folder, or one file of either.
 * @throws AppError `wrong-usage` for a file that is not there.
 */
export async function openCopy(name: string, fetcher: Fetcher, signal: AbortSignal): Promise<OpenedCopy> {
  if (isWebAddress(name)) return openMirror(name, fetcher, signal)
  const found = await stat(name).catch(cause => {
    throw new AppError('wrong-usage', `${name} can't be read: ${cause.message}`, {
      cause,
      next: 'name a folder, a file, or an http or https address',
    })
  })
  if (found.isDirectory()) return { copy: readFolder(name), file: null }
  return { copy: readFolder(dirname(name)), file: basename(name) }
}

/** A file is named by its last part; what an article's page needs lies beside it. */
function openMirror(address: string, fetcher: Fetcher, signal: AbortSignal): OpenedCopy {
  const url = new URL(address)
  const file = /[^/]*\.[a-z]+$/.exec(url.pathname)?.[0] ?? null
  const base = new URL(file === null ? `${url.pathname.replace(/\/$/, '')}/` : '.', url)
  return { copy: { read: path => fetchPath(new URL(path, base), fetcher, signal) }, file }
}

async function fetchPath(url: URL, fetcher: Fetcher, signal: AbortSignal): Promise<Uint8Array | null> {
  try {
    const outcome = await fetcher.get({ url: url.href, signal })
    return outcome.status === 'fetched' ? outcome.capture.body : null
  } catch (error) {
    // Whatever a mirror does not have it answers like any stranger: with some error status.
    if (error instanceof AppError && error.kind === 'upstream-refused') return null
    throw error
  }
}

function readFolder(folder: string): CopyReader {
  const root = resolve(folder)
  return {
    async read(path) {
      const file = resolve(root, path)
      // Paths may come out of documents that nobody has checked; of those we make all are made of an id.
      try {
        return await readFile(file)
      } catch (error) {
        if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR'))
          return null
        throw error
      }
    },
  }
}
