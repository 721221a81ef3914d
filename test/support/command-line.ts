import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { PassThrough, Readable, Writable } from 'node:stream'
import { createMemoryLog } from '../../src/adapters/memory/log.ts'
import { systemClock } from '../../src/adapters/node/clock.ts'
import { loadConfig } from '../../src/adapters/node/config-loader.ts'
import { createExtractorPool } from '../../src/adapters/node/extractor.ts'
import { createFetcher } from '../../src/adapters/node/fetcher.ts'
import { listCopies } from '../../src/adapters/node/kept-copy.ts'
import { createSigner } from '../../src/adapters/web/signer.ts'
import { verifySignature } from '../../src/adapters/web/verify-signature.ts'
import { run } from '../../src/cli/run.ts'
import { openCopyStore } from '../../src/copy-stores.ts'
import { deployCloudflare } from '../../src/deploy-cloudflare.ts'
import { openNode } from '../../src/node.ts'
import { openOperatorApi } from '../../src/open-operator-api.ts'
import { openSiteBook } from '../../src/site-books.ts'
import { openStore, readSchema } from '../../src/stores.ts'

export interface Printed {
  readonly exitCode: number | null
  readonly output: string
  readonly errors: string
}

/** Runs one command line in this process, over the real adapters. */
export async function tamizdat(words: readonly string[], input: string | Uint8Array = ''): Promise<Printed> {
  const output = collect()
  const errors = collect()
  const exitCode = await run(words, {
    roots: {
      loadConfig,
      openRuntime: (config, { onUpgrade }) => openNode(config, { log: createMemoryLog(), onUpgrade }),
      readSchema: async file => readSchema(file),
      listCopies,
      loadVerifySignature: async () => verifySignature,
      openSigner: createSigner,
      openCopyStore: async target => openCopyStore(target, process.env),
      deployCloudflare,
      openOperatorApi: (target, configFile) => openOperatorApi(target, configFile, process.env),
      openStore: (target, use) => openStore(target, use, process.env),
      openExtractor: async () => createExtractorPool({ threads: 2 }),
      openSiteBook: async config => openSiteBook(config),
      openFetcher: async ({ limits, userAgent, proxy }) =>
        createFetcher({
          clock: systemClock,
          userAgent,
          proxy,
          limits: { ...limits, connectTimeoutSeconds: 5 },
        }),
    },
    terminal: {
      input: Readable.from([Buffer.from(input)]),
      output: output.stream,
      errors: errors.stream,
      isWatched: false,
      signal: new AbortController().signal,
    },
  })
  return { exitCode, output: output.text(), errors: errors.text() }
}

function collect(): { stream: Writable; text: () => string } {
  const chunks: Buffer[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk)
      done()
    },
  })
  return { stream, text: () => Buffer.concat(chunks).toString() }
}

/** Starts the program as a shell does. */
export function startProgram(words: readonly string[]) {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../src/main.ts'), ...words])
  const output = child.stdout.pipe(new PassThrough())
  const seen = { output: '', errors: '' }
  output.on('data', chunk => (seen.output += chunk))
  child.stderr.on('data', chunk => (seen.errors += chunk))
  const ended = new Promise<Printed>(done => child.on('close', exitCode => done({ exitCode, ...seen })))
  async function stands(where: keyof typeof seen, text: string): Promise<void> {
    while (!seen[where].includes(text) && child.exitCode === null && child.signalCode === null)
      await new Promise(done => setTimeout(done, 20))
  }
  return {
    child,
    ended,
    /** What it has written to standard error so far. */
    seen: () => seen.errors,
    printed: () => seen.output,
    /** Resolves once the text stands in what was printed, or the program has ended. */
    prints: (text: string) => stands('output', text),
    /** The same for what it says of errors. */
    complains: (text: string) => stands('errors', text),
  }
}
