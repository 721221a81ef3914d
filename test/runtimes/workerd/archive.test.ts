import { createSqlArchive } from '../../../src/adapters/sql/archive.ts'
import { archiveContract } from '../../contracts/archive.ts'
import { openEmptyD1 } from './open-empty-d1.ts'

archiveContract('D1', async () => createSqlArchive(await openEmptyD1()))
