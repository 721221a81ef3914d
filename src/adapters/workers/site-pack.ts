import { AppError } from '../../core/errors.ts'
import { type PackIndex, packHeadBytes, readPackHead, readPackIndex } from '../../core/source/site-pack.ts'
import type { ReadSiteFile } from '../web/site-book.ts'

/**
 * The operator's site-config files in R2, as `tamizdat deploy cloudflare` brings them there: the index is read once an
 * isolate, then each file that is asked for and there.
 */
export function createSitePack(bucket: Pick<R2Bucket, 'get'>, key: string): ReadSiteFile {
  let opened: Promise<PackIndex> | null = null

  async function readText(offset: number, length: number): Promise<string> {
    const object = await bucket.get(key, { range: { offset, length } })
    if (object !== null) return object.text()
    throw new AppError('store-failed', `the rules for sites are not in the bucket: ${key}`, {
      next: 'npx tamizdat deploy cloudflare',
    })
  }

  async function readIndex(): Promise<PackIndex> {
    const indexBytes = readPackHead(await readText(0, packHeadBytes))
    if (indexBytes === null) throw new AppError('store-failed', `${key} holds no rules for sites`)
    return readPackIndex(await readText(packHeadBytes, indexBytes), indexBytes)
  }

  return async host => {
    // What failed is not remembered: the next article tries again.
    opened ??= readIndex().catch(error => {
      opened = null
      throw error
    })
    const place = (await opened).get(host)
    if (place === undefined) return null
    const [offset, length] = place
    // R2 refuses a range of nothing.
    return length === 0 ? '' : readText(offset, length)
  }
}
