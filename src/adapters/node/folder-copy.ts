import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../../core/errors.ts'
import type { CopyStore } from '../../ports/copy-store.ts'

/** A copy in a folder, for a web server, a stick or `file://`. A file appears whole, by renaming. */
export function createFolderCopy(folder: string): CopyStore {
  return {
    coding: 'identity',
    async read(path) {
      try {
        return await readFile(join(folder, path))
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null
        throw failed(error)
      }
    },
    async write({ path, body }) {
      const file = join(folder, path)
      const part = `${file}.part`
      try {
        await mkdir(dirname(file), { recursive: true })
        await writeFile(part, body)
        await rename(part, file)
      } catch (error) {
        throw failed(error)
      }
    },
    async remove(path) {
      await rm(join(folder, path), { force: true }).catch(error => {
        throw failed(error)
      })
    },
  }
}

const advice: Readonly<Record<string, string>> = {
  ENOSPC: 'Make room there; what was written stays, and the next run goes on with it.',
  EACCES: 'Let this user write there, or name another folder.',
  EPERM: 'Let this user write there, or name another folder.',
  EROFS: 'It can only be read; name another folder.',
  ENOTDIR: 'A file stands where a folder must be; move it away, or name another folder.',
  EEXIST: 'A file stands where a folder must be; move it away, or name another folder.',
}

function failed(error: unknown): AppError {
  const next = advice[codeOf(error) ?? '']
  const message = error instanceof Error ? error.message : String(error)
  return new AppError('store-failed', message, { cause: error, ...(next !== undefined && { next }) })
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
