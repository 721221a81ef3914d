import { createSqlMeasurementLog } from '../../../src/adapters/sql/measurement-log.ts'
import { measurementLogContract } from '../../contracts/measurement-log.ts'
import { openEmptyD1 } from './open-empty-d1.ts'

measurementLogContract('D1', async () => createSqlMeasurementLog(await openEmptyD1()))
