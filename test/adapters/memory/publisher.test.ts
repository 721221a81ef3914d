import { createMemoryPublisher } from '../../../src/adapters/memory/publisher.ts'
import { publisherContract } from '../../contracts/publisher.ts'

publisherContract('memory', async () => createMemoryPublisher())
