import { existsSync } from 'node:fs'

/**
 * Whether a test may be skipped for want of a program of Debian's, and what to say then.
 * Where every test is asked for (`TAMIZDAT_REQUIRE_ALL=1`) none is skipped: a missing program fails it.
 * @param file the program or module, by its full path.
 */
export function missing(
  file: string,
  debianPackage: string,
): { readonly skip: boolean; readonly note: string } {
  const isMissing = !existsSync(file)
  const skip = isMissing && process.env['TAMIZDAT_REQUIRE_ALL'] !== '1'
  return { skip, note: isMissing ? ` (needs Debian's ${debianPackage})` : '' }
}
