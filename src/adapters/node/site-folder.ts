import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, messageOf } from '../../core/errors.ts'
import type { SiteFile } from '../../core/source/site-pack.ts'

// A host is no path: this is what keeps it one file of the folder.
const hostPattern = /^\.?[a-z0-9-]+(?:\.[a-z0-9-]+)*$/
const suffix = '.txt'

/**
 * Reads one site's file of a folder of FiveFilters' site-config.
 * @returns null where there is none.
 * @throws AppError `config-invalid` for one that can't be read.
 */
export async function readSiteFile(folder: string, host: string): Promise<string | null> {
  if (!hostPattern.test(host)) return null
  try {
    return await readFile(join(folder, `${host}${suffix}`), 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw unreadable(`the rules for ${host}`, cause)
  }
}

/**
 * Reads the whole folder, in the order of the hosts.
 * @throws AppError `config-invalid` where there is no such folder, or a file can't be read.
 */
export async function readSiteFolder(folder: string): Promise<readonly SiteFile[]> {
  const names = await readdir(folder).catch(cause => {
    throw unreadable(`the folder ${folder} (siteConfigs)`, cause)
  })
  const files: SiteFile[] = []
  for (const name of names.filter(each => each.endsWith(suffix)).sort()) {
    const host = name.slice(0, -suffix.length)
    const text = await readSiteFile(folder, host)
    if (text !== null) files.push({ host, text })
  }
  return files
}

function unreadable(what: string, cause: unknown): AppError {
  const reason = messageOf(cause)
  return new AppError('config-invalid', `${what} can't be read: ${reason}`, { cause })
}
