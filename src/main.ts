#!/usr/bin/env node
import { run } from './cli/run.ts'
import type { Roots } from './cli/runtime.ts'
import { outputClosed } from './cli/session.ts'
import { AppError } from './core/errors.ts'

const stopping = new AbortController()
let stoppedAtMs = Number.NEGATIVE_INFINITY

for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // Whoever asks twice does not want to wait for what is being written. npm passes one Ctrl-C on a second time.
    if (stopping.signal.aborted && performance.now() - stoppedAtMs > 500) process.exit(130)
    stoppedAtMs = performance.now()
    stopping.abort(new AppError('interrupted', 'stopped; what was being written is finished'))
  })
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  stopping.abort(outputClosed)
})

// A command that waits for its input would wait for ever.
stopping.signal.addEventListener('abort', () => process.stdin.destroy())

// What is behind a root is loaded when it is needed, so that --help is quick.
const roots: Roots = {
  async loadConfig(file) {
    const { loadConfig } = await import('./adapters/node/config-loader.ts')
    return loadConfig(file)
  },
  async openRuntime(config, { isLogged, onUpgrade }) {
    const { openNode } = await import('./node.ts')
    return openNode(config, isLogged ? {} : { log: { write: () => undefined }, onUpgrade })
  },
  async readSchema(file) {
    const { readSchema } = await import('./stores.ts')
    return readSchema(file)
  },
  async loadVerifySignature() {
    const { verifySignature } = await import('./adapters/web/verify-signature.ts')
    return verifySignature
  },
  async openSigner(pem) {
    const { createSigner } = await import('./adapters/web/signer.ts')
    return createSigner(pem)
  },
  async openCopyStore(target) {
    const { openCopyStore } = await import('./copy-stores.ts')
    return openCopyStore(target, process.env)
  },
  async openStore(target, use) {
    const { openStore } = await import('./stores.ts')
    return openStore(target, use, process.env)
  },
  async openOperatorApi(target, configFile) {
    const { openOperatorApi } = await import('./open-operator-api.ts')
    return openOperatorApi(target, configFile, process.env)
  },
  async deployCloudflare(options) {
    const { deployCloudflare } = await import('./deploy-cloudflare.ts')
    return deployCloudflare(options)
  },
  async listCopies(file) {
    const { listCopies } = await import('./adapters/node/kept-copy.ts')
    return listCopies(file)
  },
  async openExtractor() {
    const { createExtractorPool } = await import('./adapters/node/extractor.ts')
    return createExtractorPool()
  },
  async openSiteBook(config) {
    const { openSiteBook } = await import('./site-books.ts')
    return openSiteBook(config)
  },
  async openFetcher({ limits, userAgent, proxy }) {
    const { createFetcher } = await import('./adapters/node/fetcher.ts')
    const { systemClock } = await import('./adapters/node/clock.ts')
    const connectTimeoutSeconds = Math.min(10, limits.timeoutSeconds)
    return createFetcher({
      clock: systemClock,
      userAgent,
      proxy,
      limits: { ...limits, connectTimeoutSeconds },
    })
  },
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question(question, { signal: stopping.signal })
  } finally {
    lines.close()
  }
}

process.exitCode = await run(process.argv.slice(2), {
  roots,
  terminal: {
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    isWatched: process.stderr.isTTY === true,
    ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
    signal: stopping.signal,
  },
})
