import { createWriteStream, existsSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { AppError, messageOf } from '../../core/errors.ts'
import type { Store, StoreRow } from '../../ports/store.ts'

// One line says what it is; each other one is a row: ["TABLE", {…}].
interface Head {
  readonly tamizdat: 'archive'
  readonly schema: number
}

const rowsAtOnce = 100

/**
 * Reads a store that was written into a file of lines.
 * @throws AppError `archive-failed` for a file that is none, or is broken.
 */
export async function readNdjsonStore(file: string): Promise<Store> {
  const handle = await open(file).catch(cause => {
    throw new AppError('archive-failed', `cannot open ${file}: ${messageOf(cause)}`, { cause })
  })
  const places = new Map<string, { at: number; length: number }[]>()
  let at = 0
  let head: Head | null = null
  for await (const line of handle.readLines({ autoClose: false, start: 0 })) {
    const length = Buffer.byteLength(line)
    if (head === null) head = readHead(line, file)
    else {
      const [, table] = /^\["(\w+)",/.exec(line) ?? []
      if (table === undefined || !line.endsWith(']'))
        throw new AppError('archive-failed', `${file} is broken at byte ${at}`, {
          next: 'Take another backup.',
        })
      const known = places.get(table) ?? []
      known.push({ at, length })
      places.set(table, known)
    }
    at += length + 1
  }
  const { schema } = head ?? readHead('', file)
  return {
    schema: async () => schema,
    tables: async () => [...places.keys()],
    async read(table, offset) {
      const rows: StoreRow[] = []
      for (const place of (places.get(table) ?? []).slice(offset, offset + rowsAtOnce)) {
        const buffer = Buffer.alloc(place.length)
        await handle.read(buffer, 0, place.length, place.at)
        rows.push(JSON.parse(buffer.toString())[1])
      }
      return rows
    },
    write: () => Promise.reject(new AppError('archive-failed', `${file} is open for reading only`)),
    hold: async () => undefined,
    clear: () => Promise.reject(new AppError('archive-failed', `${file} is open for reading only`)),
    close: () => handle.close(),
  }
}

/**
 * Writes a store into a new file of lines, which has its name only once it is whole.
 * @throws AppError `archive-failed` where there is such a file.
 */
export function writeNdjsonStore(file: string, schema: number): Store {
  if (existsSync(file))
    throw new AppError('archive-failed', `${file} is there already`, { next: 'Name a file that is new.' })
  const part = `${file}.part`
  // As private as the archive: it holds hosts of closed channels.
  const stream = createWriteStream(part, { mode: 0o600 })
  const write = (line: string) =>
    new Promise<void>((resolve, reject) =>
      stream.write(`${line}\n`, error => (error ? reject(error) : resolve())),
    )
  const head: Head = { tamizdat: 'archive', schema }
  const begun = write(JSON.stringify(head))
  return {
    schema: async () => schema,
    tables: async () => [],
    read: async () => [],
    async write(table, rows) {
      await begun
      await write(rows.map(row => JSON.stringify([table, row])).join('\n'))
    },
    hold: async () => undefined,
    clear: () => Promise.reject(new AppError('archive-failed', `${file} is new, and holds nothing`)),
    async close() {
      await begun
      await new Promise<void>((resolve, reject) =>
        stream.end((error?: Error | null) => (error ? reject(error) : resolve())),
      )
      await rename(part, file)
    },
  }
}

function readHead(line: string, file: string): Head {
  try {
    const head = JSON.parse(line)
    if (head.tamizdat === 'archive' && Number.isInteger(head.schema)) return head
  } catch (cause) {
    throw new AppError('archive-failed', `${file} is no backup of an archive`, { cause })
  }
  throw new AppError('archive-failed', `${file} is no backup of an archive`)
}
