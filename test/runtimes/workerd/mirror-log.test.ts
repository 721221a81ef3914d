import { createSqlMirrorLog } from '../../../src/adapters/sql/mirror-log.ts'
import { mirrorLogContract } from '../../contracts/mirror-log.ts'
import { openEmptyD1 } from './open-empty-d1.ts'

mirrorLogContract('D1', async () => createSqlMirrorLog(await openEmptyD1()))
