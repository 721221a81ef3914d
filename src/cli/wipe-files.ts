import { open, rm, stat } from 'node:fs/promises'

// WebCrypto gives no more.
const randomAtOnce = 65_536

/**
 * Overwrites files and removes them; one that is not there is done already.
 * @returns those that could not be wiped.
 */
export async function wipeFiles(files: readonly string[]): Promise<readonly string[]> {
  const failed: string[] = []
  for (const file of files) {
    try {
      await wipe(file)
    } catch (error) {
      if (!isMissing(error)) failed.push(file)
    }
  }
  return failed
}

async function wipe(file: string): Promise<void> {
  const { size } = await stat(file)
  const handle = await open(file, 'r+')
  try {
    for (let at = 0; at < size; at += randomAtOnce)
      await handle.write(crypto.getRandomValues(new Uint8Array(Math.min(randomAtOnce, size - at))))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rm(file)
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
