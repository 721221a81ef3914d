import { createExtractor } from '../../../src/adapters/web/extractor.ts'
import { extractorContract } from '../../contracts/extractor.ts'

extractorContract('own-thread', createExtractor)
