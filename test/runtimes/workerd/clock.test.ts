import { platformClock } from '../../../src/adapters/workers/clock.ts'
import { clockContract } from '../../contracts/clock.ts'

clockContract('platform', () => platformClock)
