import { createSigner } from '../../../src/adapters/web/signer.ts'
import { rfcKey, signerContract } from '../../contracts/signer.ts'

signerContract('WebCrypto', () => createSigner(rfcKey))
