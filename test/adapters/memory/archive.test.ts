import { createMemoryArchive } from '../../../src/adapters/memory/archive.ts'
import { archiveContract } from '../../contracts/archive.ts'

archiveContract('memory', async () => createMemoryArchive())
