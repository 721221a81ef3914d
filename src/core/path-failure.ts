import { AppError, type ErrorKind } from './errors.ts'

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

/** What a system said of a path, with what to do; null where the error is none of a system's about a path. */
export function pathFailure(error: unknown, kind: ErrorKind): AppError | null {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return null
  const next = typeof error.code === 'string' ? advice[error.code] : undefined
  // A full disk is told of no path, only of the writing.
  if (next === undefined && !('path' in error)) return null
  return new AppError(kind, error.message, { cause: error, ...(next !== undefined && { next }) })
}
