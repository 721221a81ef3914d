import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { createNodeCompressor } from '../../../src/adapters/node/compressor.ts'
import { createWebCompressor } from '../../../src/adapters/web/compressor.ts'
import { compressorContract } from '../../contracts/compressor.ts'

compressorContract('Node', createNodeCompressor, async (bytes, coding) =>
  coding === 'br' ? brotliDecompressSync(bytes) : gunzipSync(bytes),
)
compressorContract('web', createWebCompressor, async bytes => gunzipSync(bytes))
