import { createWebCompressor } from '../../../src/adapters/web/compressor.ts'
import { compressorContract } from '../../contracts/compressor.ts'

compressorContract('web', createWebCompressor, async bytes => {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
})
