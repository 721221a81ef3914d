import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadConfig } from './adapters/node/config-loader.ts'
import type { DeployOptions } from './cli/runtime.ts'
import { workerStores, writeWranglerConfig } from './config/wrangler-config.ts'
import { AppError } from './core/errors.ts'

export interface WranglerAnswer {
  readonly code: number | null
  readonly output: string
}

/** Runs wrangler with its words, and an input for those that read one. */
export type RunWrangler = (words: readonly string[], input?: string) => Promise<WranglerAnswer>

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const noDatabase = '00000000-0000-0000-0000-000000000000'

/** Brings the product to an account of Cloudflare's, or shows how. */
export async function deployCloudflare(
  { file, name, isDry, say }: DeployOptions,
  wrangler: RunWrangler = runWrangler,
): Promise<void> {
  const secrets = new Map<string, string>()
  const config = await loadConfig(file, (secret, value) => secrets.set(secret, value))
  // What is asked for late is asked for now, so that all of it is known.
  config.signing?.key()
  config.signing?.delegation?.()
  const isOpen = config.edge.operatorHost !== null && config.operator.token?.() === undefined
  if (isOpen) await say('edge.operatorHost has no operator.token: it will let nobody in')

  const { work, givenUp, bucket, database } = workerStores(name)
  for (const queue of [work, givenUp])
    await ensure(`queue ${queue}`, ['queues', 'info', queue], ['queues', 'create', queue])
  await ensure(`bucket ${bucket}`, ['r2', 'bucket', 'info', bucket], ['r2', 'bucket', 'create', bucket])
  await ensure(`database ${database}`, ['d1', 'info', database], ['d1', 'create', database])
  const databaseId = isDry ? noDatabase : await readDatabaseId(database, wrangler)

  const folder = isDry ? await mkdtemp(join(tmpdir(), 'tamizdat-deploy-')) : dirname(resolve(file))
  try {
    const wranglerFile = await writeFiles(folder, databaseId)
    const words = [
      'deploy',
      '--config',
      wranglerFile,
      ...(isDry ? ['--dry-run', '--outdir', join(folder, 'out')] : []),
    ]
    await say(
      isDry
        ? 'bundle: npx wrangler deploy --dry-run'
        : `deploy: npx wrangler deploy --config ${wranglerFile}`,
    )
    const { output } = await insist(words, wrangler)
    await say(`  ${/Total Upload:.*/.exec(output)?.[0] ?? 'done'}`)
    await say(`secrets: npx wrangler secret bulk (${[...secrets.keys()].join(', ') || 'none'})`)
    if (!isDry && secrets.size > 0)
      await insist(
        ['secret', 'bulk', '--config', wranglerFile],
        wrangler,
        JSON.stringify(Object.fromEntries(secrets)),
      )
    await say(
      isDry
        ? 'Nothing was changed. Without --dry-run all of this is done.'
        : 'The tables are made by the first run, within a minute.',
    )
  } finally {
    if (isDry) await rm(folder, { recursive: true })
  }

  async function ensure(what: string, ask: readonly string[], create: readonly string[]): Promise<void> {
    if (isDry) {
      await say(`${what}: npx wrangler ${create.join(' ')}, where it is missing`)
      return
    }
    const known = await wrangler(ask)
    await say(known.code === 0 ? `${what}: is there` : `${what}: npx wrangler ${create.join(' ')}`)
    if (known.code !== 0) await insist(create, wrangler)
  }

  async function writeFiles(folder: string, databaseId: string): Promise<string> {
    const entry = join(folder, 'tamizdat-worker.ts')
    const creator = JSON.stringify(pathOf('./create-worker.ts'))
    await writeFile(
      entry,
      `// Written by tamizdat deploy cloudflare.\nimport written from ${JSON.stringify(resolve(file))}\nimport { createWorker } from ${creator}\n\nexport default createWorker(written)\n`,
    )
    const packageFile = pathOf('./config/define-config.ts')
    const text = writeWranglerConfig(config, { name, databaseId, entry, packageFile })
    const wranglerFile = join(folder, 'wrangler.jsonc')
    await writeFile(wranglerFile, text)
    await say(isDry ? `wrangler.jsonc:\n${text.trimEnd()}` : `wrote ${wranglerFile}`)
    return wranglerFile
  }
}

async function readDatabaseId(database: string, wrangler: RunWrangler): Promise<string> {
  const { output } = await insist(['d1', 'info', database, '--json'], wrangler)
  const [id] = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(output) ?? []
  if (id !== undefined) return id
  throw new AppError('deploy-failed', `wrangler did not tell the id of the database ${database}`)
}

async function insist(
  words: readonly string[],
  wrangler: RunWrangler,
  input?: string,
): Promise<WranglerAnswer> {
  const answer = await wrangler(words, input)
  if (answer.code === 0) return answer
  const [reason = 'no reason given'] = answer.output.split('\n').filter(line => /error/i.test(line))
  throw new AppError('deploy-failed', `wrangler ${words.slice(0, 3).join(' ')}: ${reason.trim()}`, {
    next: 'What was made stays; run it again. Logged in? npx wrangler login',
  })
}

function runWrangler(words: readonly string[], input = ''): Promise<WranglerAnswer> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [pathOf('../node_modules/wrangler/bin/wrangler.js'), ...words], {
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk))
    child.on('error', fail)
    child.on('close', code => done({ code, output }))
    child.stdin.end(input)
  })
}
