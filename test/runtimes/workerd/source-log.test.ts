import { createSqlSourceLog } from '../../../src/adapters/sql/source-log.ts'
import { sourceLogContract } from '../../contracts/source-log.ts'
import { openEmptyD1 } from './open-empty-d1.ts'

sourceLogContract('D1', async () => createSqlSourceLog(await openEmptyD1()))
