import { loadConfig } from '../../src/adapters/node/config-loader.ts'
import { openNode } from '../../src/node.ts'

// Pulls every source of the configuration that is named, once, in a process of its own, and prints what that took.
const runtime = await openNode(await loadConfig(process.argv[2] ?? ''), { log: { write: () => undefined } })
const startedMs = performance.now()
const reports = await runtime.pull({ signal: new AbortController().signal })
const tookMs = performance.now() - startedMs
await runtime.close()
const added = reports.reduce((sum, report) => sum + report.added, 0)
// Kilobytes (getrusage on Linux).
const peakBytes = process.resourceUsage().maxRSS * 1024
process.stdout.write(`${JSON.stringify({ added, tookMs, peakBytes })}\n`)
