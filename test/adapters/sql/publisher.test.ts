import { openSqlite } from '../../../src/adapters/node/sqlite.ts'
import { createSqlPublisher } from '../../../src/adapters/sql/publisher.ts'
import { publisherContract } from '../../contracts/publisher.ts'

publisherContract('SQLite', async () => createSqlPublisher(await openSqlite(':memory:')))
