import { env } from 'cloudflare:test'
import { createR2Publisher } from '../../../src/adapters/workers/r2-publisher.ts'
import { publisherContract } from '../../contracts/publisher.ts'

publisherContract('R2', async () => {
  const publisher = createR2Publisher(env.PUBLISHED)
  await publisher.clear()
  return publisher
})
