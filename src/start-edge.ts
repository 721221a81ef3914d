import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseConfig } from './config/parse-config.ts'
import { writeWranglerConfig } from './config/wrangler-config.ts'
import { AppError } from './core/errors.ts'

export interface EdgeOptions {
  /** Its files and what it keeps; has to last as long as it runs. */
  readonly folder: string
  /** A configuration as it would be written, of plain values. */
  readonly written: object
  readonly secrets: Readonly<Record<string, string>>
  readonly port: number
  /** What workerd says goes there. Default: to our own standard error. */
  readonly isQuiet?: boolean
}

/** The product in workerd on this computer. */
export interface LocalEdge {
  /** What a Cron Trigger does there. */
  tick(): Promise<void>
  /** Resolves when it has stopped, by `stop` or by itself. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/**
 * Starts workerd with D1, R2 and a queue, all in a folder, and waits until it answers.
 * @throws AppError `deploy-failed` if it ends before.
 */
export async function startEdge(options: EdgeOptions): Promise<LocalEdge> {
  const { port } = options
  const child = spawnWorkerd(await writeFiles(options), options)
  let isRunning = true
  const ended = new Promise<void>(resolve =>
    child.once('exit', () => {
      isRunning = false
      resolve()
    }),
  )
  for (;;) {
    if (!isRunning)
      throw new AppError('deploy-failed', 'workerd ended before it answered', {
        next: 'is the port taken? npm run dev:edge -- --port 8090',
      })
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => null)
    if (answer !== null) break
    await wait(300)
  }
  return {
    async tick() {
      // Wrangler's own address for it, see `wrangler dev --help`.
      await fetch(`http://127.0.0.1:${port}/cdn-cgi/local/scheduled`)
    },
    ended,
    async stop() {
      child.kill('SIGINT')
      await ended
    },
  }
}

async function writeFiles({ folder, written, secrets }: EdgeOptions): Promise<string> {
  const entry = join(folder, 'worker.ts')
  const creator = JSON.stringify(pathOf('./create-worker.ts'))
  await writeFile(
    entry,
    `import { createWorker } from ${creator}\nexport default createWorker(${JSON.stringify(written)})\n`,
  )
  const file = join(folder, 'wrangler.jsonc')
  const databaseId = '00000000-0000-0000-0000-000000000000'
  const packageFile = pathOf('./config/define-config.ts')
  const config = parseConfig(written, ({ name }) => secrets[name] ?? '')
  await writeFile(
    file,
    writeWranglerConfig(config, {
      name: 'tamizdat',
      databaseId,
      entry,
      packageFile,
      siteRules: null,
      setsDomains: true,
    }),
  )
  return file
}

function spawnWorkerd(
  wranglerFile: string,
  { folder, secrets, port, isQuiet = false }: Pick<EdgeOptions, 'folder' | 'secrets' | 'port' | 'isQuiet'>,
) {
  const words = [
    ...['dev', '--config', wranglerFile, '--port', String(port), '--ip', '127.0.0.1', '--local'],
    ...['--persist-to', join(folder, 'state'), '--show-interactive-dev-session=false'],
    ...Object.entries(secrets).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
  ]
  return spawn(process.execPath, [pathOf('../node_modules/wrangler/bin/wrangler.js'), ...words], {
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
    stdio: ['ignore', 'ignore', isQuiet ? 'ignore' : 'inherit'],
    // Ctrl-C comes to us, and from us to it, so that its folder is still there while it stops.
    detached: true,
  })
}
