import { joinBytes } from '../join-bytes.ts'
/** One site's file of FiveFilters' site-config. */
export interface SiteFile {
  /** Which it is for, as the file is called. */
  readonly host: string
  readonly text: string
}

/** Where each site's file stands in a pack, by host: offset and length in bytes. */
export type PackIndex = ReadonlyMap<string, readonly [number, number]>

// A number of so many digits, the length of the index, so that a reader knows how much to ask for.
const headDigits = 12

/** How much of a pack is to be read to learn how long its index is. */
export const packHeadBytes = headDigits

/** A whole folder of site-config files as one object, of which a reader takes the index and then single files. */
export function writeSitePack(files: readonly SiteFile[]): Uint8Array {
  const encoder = new TextEncoder()
  const bodies = files.map(({ text }) => encoder.encode(text))
  let offset = 0
  const places = files.map(({ host }, index) => {
    const length = bodies[index]?.length ?? 0
    offset += length
    return [host, offset - length, length]
  })
  const index = encoder.encode(JSON.stringify(places))
  const head = encoder.encode(String(index.length).padStart(headDigits, '0'))
  return joinBytes([head, index, ...bodies])
}

/** How long the index is that stands behind the head; null where this is no head of a pack. */
export function readPackHead(head: string): number | null {
  return /^\d{12}$/.test(head) ? Number(head) : null
}

/** Reads the index of a pack; offsets come out as those of the whole pack. */
export function readPackIndex(text: string, indexBytes: number): PackIndex {
  const places: readonly [string, number, number][] = JSON.parse(text)
  const start = headDigits + indexBytes
  return new Map(places.map(([host, offset, length]) => [host, [start + offset, length]]))
}
