import { createMemoryMeasurementLog } from '../../../src/adapters/memory/measurement-log.ts'
import { measurementLogContract } from '../../contracts/measurement-log.ts'

measurementLogContract('memory', async () => createMemoryMeasurementLog())
