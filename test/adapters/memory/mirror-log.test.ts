import { createMemoryMirrorLog } from '../../../src/adapters/memory/mirror-log.ts'
import { mirrorLogContract } from '../../contracts/mirror-log.ts'

mirrorLogContract('memory', async () => createMemoryMirrorLog())
