import { createMemoryWorkLog } from '../../../src/adapters/memory/work-log.ts'
import { workLogContract } from '../../contracts/work-log.ts'

workLogContract('memory', async () => createMemoryWorkLog())
