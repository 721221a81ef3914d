import { openSqlite } from '../../../src/adapters/node/sqlite.ts'
import { createSqlWorkLog } from '../../../src/adapters/sql/work-log.ts'
import { workLogContract } from '../../contracts/work-log.ts'

workLogContract('SQLite', async () => createSqlWorkLog(await openSqlite(':memory:')))
