import { openSqlite } from '../../../src/adapters/node/sqlite.ts'
import { createSqlMirrorLog } from '../../../src/adapters/sql/mirror-log.ts'
import { mirrorLogContract } from '../../contracts/mirror-log.ts'

mirrorLogContract('SQLite', async () => createSqlMirrorLog(await openSqlite(':memory:')))
