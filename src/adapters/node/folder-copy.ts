import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { CopyStore } from '../../ports/copy-store.ts'

/** A copy in a folder, for a web server, a stick or `file://`. A file appears whole, by renaming. */
export function createFolderCopy(folder: string): CopyStore {
  return {
    coding: 'identity',
    async read(path) {
      try {
        return await readFile(join(folder, path))
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
        throw error
      }
    },
    async write({ path, body }) {
      const file = join(folder, path)
      await mkdir(dirname(file), { recursive: true })
      const part = `${file}.part`
      await writeFile(part, body)
      await rename(part, file)
    },
    async remove(path) {
      await rm(join(folder, path), { force: true })
    },
  }
}
