import { type UnzipFileInfo, unzipSync, zipSync } from 'fflate'

// The earliest date that a zip file can hold: the bytes depend on nothing but what is in them.
const dateMs = Date.UTC(1980, 0, 2)
/** Ten times what the largest bundle of ours unpacks to. */
const maxBytes = 512 * 1024 * 1024

/** Packs texts in the order given. */
export function packZip(files: ReadonlyMap<string, string>): Uint8Array {
  const encoder = new TextEncoder()
  const entries = [...files].map(([path, text]) => [path, encoder.encode(text)] as const)
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: dateMs })
}

/**
 * Unpacks a zip file in memory, as much of it as is bounded.
 * @throws Error for one that is none or is cut off.
 */
export function unpackZip(zip: Uint8Array): ReadonlyMap<string, Uint8Array> {
  let total = 0
  const filter = ({ originalSize }: UnzipFileInfo) => {
    total += originalSize
    return total <= maxBytes
  }
  return new Map(Object.entries(unzipSync(zip, { filter })))
}
