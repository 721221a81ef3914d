import { createSqlWorkLog } from '../../../src/adapters/sql/work-log.ts'
import { workLogContract } from '../../contracts/work-log.ts'
import { openEmptyD1 } from './open-empty-d1.ts'

workLogContract('D1', async () => createSqlWorkLog(await openEmptyD1()))
