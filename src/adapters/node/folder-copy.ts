import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type AppError, asAppError } from '../../core/errors.ts'
import { pathFailure } from '../../core/path-failure.ts'
import type { CopyStore } from '../../ports/copy-store.ts'

/** A copy in a folder, for a web server, a stick or `file://`. A file appears whole, by renaming. */
export function createFolderCopy(folder: string): CopyStore {
  return {
    coding: 'identity',
    async read(path) {
      try {
        return await readFile(join(folder, path))
      } catch (error) {
        if (isMissing(error)) return null
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

function failed(error: unknown): AppError {
  return pathFailure(error, 'store-failed') ?? asAppError(error, 'store-failed')
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
