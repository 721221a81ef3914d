import { AppError } from '../core/errors.ts'

const advice: Readonly<Record<string, string>> = {
  ENOSPC: 'Make room there, or name another place.',
  EDQUOT: 'Make room there, or name another place.',
  EACCES: 'Let this user read and write there, or name another place.',
  EPERM: 'Let this user read and write there, or name another place.',
  EROFS: 'It can only be read; name another place.',
  ENOENT: 'There is no such file or folder; see how the path is spelt.',
  ENOTDIR: 'A file stands where a folder must be; move it away, or name another place.',
  EEXIST: 'Something stands there already; move it away, or name another place.',
  EISDIR: 'A folder stands where a file must be; name a file.',
}

/** What the system said of a path, in our words; null where the error is none of the system's about a path. */
export function fileFailure(error: unknown): AppError | null {
  if (!(error instanceof Error && 'code' in error && 'path' in error && 'syscall' in error)) return null
  const next = typeof error.code === 'string' ? advice[error.code] : undefined
  return new AppError('file-failed', error.message, { cause: error, ...(next !== undefined && { next }) })
}
