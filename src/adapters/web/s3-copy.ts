import { AwsClient } from 'aws4fetch'
import { AppError } from '../../core/errors.ts'
import type { CopyStore } from '../../ports/copy-store.ts'

export interface S3Options {
  readonly bucket: string
  /** Below which the copy lies, without slashes at its ends; empty for the bucket's root. */
  readonly prefix: string
  /** `https://s3.example.net`; the bucket stands in the path, so that many buckets share one host name. */
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/**
 * A copy in a bucket of Amazon S3 or of anything that speaks its protocol. What is given out is kept as a mirror sends
 * it in gzip, so that its length over the line says as little.
 */
export function createS3Copy(options: S3Options): CopyStore {
  const { bucket, prefix, endpoint, region, accessKeyId, secretAccessKey } = options
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 3 })
  const addressOf = (path: string) => {
    const parts = [bucket, ...(prefix === '' ? [] : prefix.split('/')), ...path.split('/')]
    return `${endpoint.replace(/\/$/, '')}/${parts.map(encodeURIComponent).join('/')}`
  }
  const send = async (path: string, request: RequestInit): Promise<Response> => {
    const answer = await client.fetch(addressOf(path), request).catch(cause => {
      throw new AppError('store-failed', `${endpoint} can't be reached: ${cause.message}`, { cause })
    })
    // A bucket that is not there is told from an object that is not there when something is written to it.
    if (answer.ok || (answer.status === 404 && request.method !== 'PUT')) return answer
    throw new AppError('store-failed', `${request.method} ${bucket}/${path}: ${await reasonOf(answer)}`, {
      next: 'see that key, region and endpoint are right and that the key may write there',
    })
  }
  return {
    coding: 'gzip',
    async read(path) {
      const answer = await send(path, { method: 'GET' })
      const body = new Uint8Array(await answer.arrayBuffer())
      return answer.status === 404 ? null : body
    },
    async write({ path, contentType, body, isCoded, isStable }) {
      await send(path, {
        method: 'PUT',
        body: Uint8Array.from(body),
        headers: {
          'content-type': contentType,
          'cache-control': isStable ? 'max-age=600, no-transform' : 'no-cache, no-transform',
          ...(isCoded && { 'content-encoding': 'gzip' }),
        },
      })
    },
    async remove(path) {
      const answer = await send(path, { method: 'DELETE' })
      await answer.body?.cancel()
    },
  }
}

/** The protocol's own word for what went wrong (Amazon S3 API, Error Responses). */
async function reasonOf(answer: Response): Promise<string> {
  const code = /<Code>([^<]*)<\/Code>/.exec(await answer.text())?.[1]
  return code === undefined ? `status ${answer.status}` : `${code} (status ${answer.status})`
}
