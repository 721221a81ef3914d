import type { Coding } from '../../core/page/padding.ts'
import type { PublishedDocument, Publisher } from '../../ports/publisher.ts'
import type { SqlDatabase } from './database.ts'

/** Rendered bytes in SQLite or D1. */
export function createSqlPublisher({ db, batch }: SqlDatabase): Publisher {
  return {
    async find(path, stamp) {
      const rows = await db
        .selectFrom('published')
        .selectAll()
        .where('path', '=', path)
        .where('stamp', '=', stamp)
        .execute()
      const [row] = rows
      if (row === undefined) return null
      return {
        path,
        stamp,
        contentType: row.content_type,
        lastModifiedMs: row.last_modified_ms,
        bodies: Object.fromEntries(rows.map(({ coding, body }) => [coding, Uint8Array.from(body)])),
      }
    },
    put: document =>
      batch([
        db.deleteFrom('published').where('path', '=', document.path),
        ...bodiesOf(document).map(([coding, body]) =>
          db.insertInto('published').values({
            path: document.path,
            coding,
            stamp: document.stamp,
            content_type: document.contentType,
            last_modified_ms: document.lastModifiedMs,
            body,
          }),
        ),
      ]),
    clear: () => batch([db.deleteFrom('published')]),
  }
}

function bodiesOf({ bodies }: PublishedDocument): [Coding, Uint8Array][] {
  const codings: readonly Coding[] = ['identity', 'gzip', 'br']
  return codings.flatMap(coding => {
    const body = bodies[coding]
    return body === undefined ? [] : [[coding, body] as [Coding, Uint8Array]]
  })
}
