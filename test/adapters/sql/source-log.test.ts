import { openSqlite } from '../../../src/adapters/node/sqlite.ts'
import { createSqlSourceLog } from '../../../src/adapters/sql/source-log.ts'
import { sourceLogContract } from '../../contracts/source-log.ts'

sourceLogContract('SQLite', async () => createSqlSourceLog(await openSqlite(':memory:')))
