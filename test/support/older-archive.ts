import { DatabaseSync } from 'node:sqlite'
import { createFixedClock } from '../../src/adapters/memory/clock.ts'
import { createMemoryLog } from '../../src/adapters/memory/log.ts'
import { openSqlite } from '../../src/adapters/node/sqlite.ts'
import { createSqlArchive } from '../../src/adapters/sql/archive.ts'
import { createSqlMirrorLog } from '../../src/adapters/sql/mirror-log.ts'
import { inviteReader } from '../../src/operations/invite-reader.ts'
import { publicChannel, sampleMirror } from './reading-room.ts'
import { fillReference } from './reference-archive.ts'
import { sampleNowMs } from './sample-article.ts'

/**
 * Writes what is in an archive of the present schema as a program of an earlier one would have left it: in the tables and
 * columns that there were.
 */
export async function writeOlderArchive(file: string, schema: number, present: string): Promise<void> {
  await (await openSqlite(file, { schema })).close()
  const connection = new DatabaseSync(file)
  connection.prepare('attach ? as present').run(present)
  for (const table of tablesOf(connection)) {
    const columns = connection
      .prepare(`select name from pragma_table_info('${table}')`)
      .all()
      .map(({ name }) => name)
      .join(', ')
    connection.exec(
      `insert or replace into main.${table} (${columns}) select ${columns} from present.${table}`,
    )
  }
  connection.close()
}

/** The reference archive, with mirrors and an invite. */
export async function writePresentArchive(file: string): Promise<void> {
  const database = await openSqlite(file)
  await fillReference(createSqlArchive(database))
  const mirrorLog = createSqlMirrorLog(database)
  const mirrors = [sampleMirror('a.example'), sampleMirror('b.example.ch', 'standby', 'friends')]
  await mirrorLog.record({ mirrors, changes: [] })
  const friends = { ...publicChannel, id: 'friends', kind: 'invite' as const }
  const deps = { mirrorLog, clock: createFixedClock(sampleNowMs), log: createMemoryLog() }
  await inviteReader({ channelId: 'friends' }, [friends], deps)
  await database.close()
}

function tablesOf(connection: DatabaseSync): readonly string[] {
  return connection
    .prepare(`select name from main.sqlite_schema where type = 'table' order by rowid`)
    .all()
    .map(({ name }) => String(name))
    .filter(name => !/^(?:migrations|sqlite_.*|article_words_.*)$/.test(name))
}
