import { createSqlPublisher } from '../../../src/adapters/sql/publisher.ts'
import { publisherContract } from '../../contracts/publisher.ts'
import { openEmptyD1 } from './open-empty-d1.ts'

publisherContract('D1', async () => createSqlPublisher(await openEmptyD1()))
