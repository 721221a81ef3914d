import { createMemorySourceLog } from '../../../src/adapters/memory/source-log.ts'
import { sourceLogContract } from '../../contracts/source-log.ts'

sourceLogContract('memory', async () => createMemorySourceLog())
