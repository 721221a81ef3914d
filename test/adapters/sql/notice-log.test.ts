import { openSqlite } from '../../../src/adapters/node/sqlite.ts'
import { createSqlNoticeLog } from '../../../src/adapters/sql/notice-log.ts'
import { noticeLogContract } from '../../contracts/notice-log.ts'

noticeLogContract('SQLite', async () => createSqlNoticeLog(await openSqlite(':memory:')))
