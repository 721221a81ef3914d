import { openSqlite } from '../../../src/adapters/node/sqlite.ts'
import { createSqlMeasurementLog } from '../../../src/adapters/sql/measurement-log.ts'
import { measurementLogContract } from '../../contracts/measurement-log.ts'

measurementLogContract('SQLite', async () => createSqlMeasurementLog(await openSqlite(':memory:')))
