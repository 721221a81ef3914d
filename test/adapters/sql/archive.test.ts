import { openSqlite } from '../../../src/adapters/node/sqlite.ts'
import { createSqlArchive } from '../../../src/adapters/sql/archive.ts'
import { archiveContract } from '../../contracts/archive.ts'

archiveContract('SQLite', async () => createSqlArchive(await openSqlite(':memory:')))
