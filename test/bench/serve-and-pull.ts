import { loadConfig } from '../../src/adapters/node/config-loader.ts'
import { createExtractor } from '../../src/adapters/web/extractor.ts'
import { openNode } from '../../src/node.ts'

// Serves the configuration that is named, and pulls once for each line of its input, in a process of its own.
const [file = '', where] = process.argv.slice(2)
const stopping = new AbortController()
const runtime = await openNode(await loadConfig(file), {
  log: { write: () => undefined },
  ...(where === 'own-thread' && { extractor: createExtractor() }),
})
const serving = await runtime.serve({ signal: stopping.signal })
process.stdout.write(`${serving.port}\n`)
process.stdin.on('data', async () => {
  const reports = await runtime.pull({ signal: stopping.signal })
  process.stdout.write(`${reports.reduce((sum, report) => sum + report.added, 0)}\n`)
})
process.stdin.on('end', () => stopping.abort())
await serving.stopped
await runtime.close()
