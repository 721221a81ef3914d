import { createMemoryLog } from '../../../src/adapters/memory/log.ts'
import { logContract } from '../../contracts/log.ts'

logContract('memory', () => {
  const log = createMemoryLog()
  return { log, written: () => log.events.map(event => JSON.stringify(event)) }
})
