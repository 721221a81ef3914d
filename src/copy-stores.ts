import { createFolderCopy } from './adapters/node/folder-copy.ts'
import { createS3Copy } from './adapters/web/s3-copy.ts'
import { AppError } from './core/errors.ts'
import type { CopyStore } from './ports/copy-store.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Where a copy goes: a folder, or a bucket as `s3://BUCKET/PREFIX`, whose keys stand in the variables that every tool for
 * S3 reads.
 */
export function openCopyStore(target: string, environment: Environment): CopyStore {
  const match = /^s3:\/\/([^/]+)(?:\/(.*?))?\/?$/.exec(target)
  if (match === null) return createFolderCopy(target)
  const [, bucket = '', prefix = ''] = match
  const region = environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? 'us-east-1'
  return createS3Copy({
    bucket,
    prefix,
    region,
    endpoint: environment['AWS_ENDPOINT_URL_S3'] ?? environment['AWS_ENDPOINT_URL'] ?? amazon(region),
    accessKeyId: read('AWS_ACCESS_KEY_ID', environment),
    secretAccessKey: read('AWS_SECRET_ACCESS_KEY', environment),
  })
}

function amazon(region: string): string {
  return `https://s3.${region}.amazonaws.com`
}

function read(name: string, environment: Environment): string {
  const value = environment[name]
  if (value !== undefined && value !== '') return value
  throw new AppError('secret-missing', `the variable ${name} is not set`, {
    next: 'a bucket needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and AWS_ENDPOINT_URL where it is not Amazon’s',
  })
}
