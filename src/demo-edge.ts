import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parseConfig } from './config/parse-config.ts'
import { writeWranglerConfig } from './config/wrangler-config.ts'
import { feedPath, serveUpstream } from './demo-newsroom.ts'

// The product as Cloudflare runs it, on this computer and offline: workerd with its D1, R2 and queue, and the demo's newsroom.

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const mirrors = ['a.localhost', 'b.localhost', 'c.localhost']
const desk = 'desk.localhost'
const tokenName = 'TAMIZDAT_OPERATOR_TOKEN'
const minuteMs = 60_000

const { values } = parseArgs({ options: { port: { type: 'string', default: '8080' } } })
const port = Number(values.port)
const token = randomBytes(12).toString('base64url')
const stop = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort())

const say = (line: string) => void process.stdout.write(`${line}\n`)

const folder = await mkdtemp(join(tmpdir(), 'tamizdat-edge-'))
const upstream = await serveUpstream()
try {
  const address = `127.0.0.1:${(upstream.address() as AddressInfo).port}`
  const wranglerFile = await writeFiles(address)
  const workerd = startWorkerd(wranglerFile)
  await untilItAnswers()
  say(`upstream    http://${address}${feedPath}`)
  say('\nOpen')
  for (const host of mirrors) say(`  http://${host}:${port}/`)
  say(`  http://${desk}:${port}/admin        for the operator; token ${token}`)
  say('\nCtrl-C stops it.')
  for (
    ;
    !stop.signal.aborted;
    await wait(minuteMs, undefined, { signal: stop.signal }).catch(() => undefined)
  )
    // What a Cron Trigger does there.
    await fetch(`http://127.0.0.1:${port}/cdn-cgi/local/scheduled`, { signal: stop.signal }).catch(
      () => undefined,
    )
  workerd.kill('SIGINT')
  await new Promise(resolve => workerd.once('exit', resolve))
} finally {
  upstream.close()
  await rm(folder, { recursive: true, force: true })
}

async function writeFiles(upstreamAddress: string): Promise<string> {
  const written = {
    title: 'RFE/RL on a mirror',
    sources: [
      {
        id: 'rferl',
        name: 'Radio Free Europe/Radio Liberty',
        feeds: [`http://${upstreamAddress}${feedPath}`],
        language: 'en',
        topic: 'belarus',
      },
    ],
    mirrors: [...mirrors.map(host => ({ host, state: 'live' })), { host: 'd.localhost' }],
    limits: { allowPrivate: [upstreamAddress] },
    server: { publicScheme: 'http', publicPort: port },
    operator: { token: { kind: 'secret', name: tokenName } },
    edge: { plan: 'paid', operatorHost: desk },
  }
  const entry = join(folder, 'worker.ts')
  await writeFile(
    entry,
    `import { createWorker } from ${JSON.stringify(pathOf('./create-worker.ts'))}\nexport default createWorker(${JSON.stringify(written)})\n`,
  )
  const file = join(folder, 'wrangler.jsonc')
  const names = {
    name: 'tamizdat',
    databaseId: '00000000-0000-0000-0000-000000000000',
    entry,
    siteRules: null,
  }
  const config = parseConfig(written, () => token)
  await writeFile(
    file,
    writeWranglerConfig(config, { ...names, packageFile: pathOf('./config/define-config.ts') }),
  )
  return file
}

function startWorkerd(wranglerFile: string) {
  const words = ['dev', '--config', wranglerFile, '--port', String(port), '--ip', '127.0.0.1', '--local']
  const rest = [
    '--persist-to',
    join(folder, 'state'),
    '--var',
    `${tokenName}:${token}`,
    '--show-interactive-dev-session=false',
  ]
  const child = spawn(
    process.execPath,
    [pathOf('../node_modules/wrangler/bin/wrangler.js'), ...words, ...rest],
    {
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
      stdio: ['ignore', 'ignore', 'inherit'],
      // Ctrl-C comes to us, and from us to it, so that its folder is still there while it stops.
      detached: true,
    },
  )
  child.on('exit', () => stop.abort())
  return child
}

async function untilItAnswers(): Promise<void> {
  while (!stop.signal.aborted) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => null)
    if (answer !== null) return
    await wait(300)
  }
}
