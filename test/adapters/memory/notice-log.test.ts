import { createMemoryNoticeLog } from '../../../src/adapters/memory/notice-log.ts'
import { noticeLogContract } from '../../contracts/notice-log.ts'

noticeLogContract('memory', async () => createMemoryNoticeLog())
