import type { KeptCopy } from '../../ports/store.ts'
import { bad, type Check, type Finding, ok, type Space, warn } from './check.ts'

const mebibyte = 2 ** 20
// An article takes some 30 KB with its rendered pages; below this, a busy day may not fit.
const scarceBytes = 500 * mebibyte
const lastBytes = 50 * mebibyte
const shownFaults = 5
const dayMs = 86_400_000
const copyDays = 14

/** Whether the archive is whole, and has room to grow. */
export const storeCheck: Check = {
  id: 'store',
  async run({ archive, readSpace, listCopies, clock }) {
    const faults = await archive.faults()
    const copies = (await listCopies()).flatMap(copy => judgeCopy(copy, clock.nowMs()))
    const space = [...(readSpace === null ? [] : judgeSpace(await readSpace())), ...copies]
    if (faults.length > 0) {
      const more = faults.length > shownFaults ? ` and ${faults.length - shownFaults} more` : ''
      const next = 'stop the server, keep a copy of the file, and bring a backup back'
      return [
        bad(`the archive is damaged: ${faults.slice(0, shownFaults).join('; ')}${more}`, next),
        ...space,
      ]
    }
    const all = await archive.edition('all')
    return [ok(`the archive is sound; articles: ${all?.count ?? 0}`), ...space]
  },
}

function judgeSpace({ freeBytes, usedBytes }: Space): readonly Finding[] {
  const free = `${sizeOf(freeBytes)} are free, the archive has ${sizeOf(usedBytes)}`
  const next = 'make room on the disk, or move store.file to a larger one'
  if (freeBytes < lastBytes) return [bad(`the disk is full: ${free}`, next)]
  // Room for as much again: a backup, or the copy that mending needs.
  if (freeBytes < Math.max(scarceBytes, usedBytes)) return [warn(`the disk is filling: ${free}`, next)]
  return [ok(free)]
}

/** A copy holds invites, and texts that were withdrawn since. */
function judgeCopy({ file, bytes, madeAtMs }: KeptCopy, nowMs: number): readonly Finding[] {
  const days = Math.floor((nowMs - madeAtMs) / dayMs)
  if (days < copyDays) return []
  return [
    warn(
      `an upgrade ${days} days ago has kept ${file} (${sizeOf(bytes)}), with all that was withdrawn since`,
      `when you do not want to go back: rm ${file}`,
    ),
  ]
}

/** As a person reads it: 640 KB, 286 MB, 61 GB. */
function sizeOf(bytes: number): string {
  if (bytes < mebibyte) return `${Math.ceil(bytes / 1024)} KB`
  return bytes < 10_240 * mebibyte
    ? `${Math.round(bytes / mebibyte)} MB`
    : `${Math.round(bytes / mebibyte / 1024)} GB`
}
