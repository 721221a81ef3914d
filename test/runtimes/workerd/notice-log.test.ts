import { createSqlNoticeLog } from '../../../src/adapters/sql/notice-log.ts'
import { noticeLogContract } from '../../contracts/notice-log.ts'
import { openEmptyD1 } from './open-empty-d1.ts'

noticeLogContract('D1', async () => createSqlNoticeLog(await openEmptyD1()))
