import { generateKeyPairSync } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from './adapters/node/clock.ts'
import { loadConfig } from './adapters/node/config-loader.ts'
import { createLog } from './adapters/web/log.ts'
import { describeFailure, exitCodeOf } from './cli/exit.ts'
import type { Serving } from './cli/runtime.ts'
import { articlePath, feedPath, serveUpstream } from './demo-newsroom.ts'
import { openNode } from './node.ts'
import type { Log } from './ports/log.ts'

// The main job, offline: a copy of a newsroom's page and feed on loopback is the upstream; three mirrors publish it.

const mirrors = ['a.localhost', 'b.localhost', 'c.localhost']
const standby = 'd.localhost'

const fullLog = createLog(process.stderr, systemClock)
/** Who watches the demo is told the rest in words. */
const failuresOnly: Log = {
  write(event) {
    if (event.event === 'failure' || event.event.endsWith('-failed')) fullLog.write(event)
  },
}

interface Ports {
  readonly port: number
  readonly operatorPort: number
}

async function main(ports: Ports, signal: AbortSignal): Promise<void> {
  if (values.censor) {
    // Only whoever asks for it needs what is loaded here: it rests on openssl.
    const { playCensor } = await import('../test/support/censor-play.ts')
    return playCensor({ say, signal })
  }
  const folder = await mkdtemp(join(tmpdir(), 'tamizdat-demo-'))
  const upstream = await serveUpstream()
  try {
    const address = `127.0.0.1:${(upstream.address() as AddressInfo).port}`
    const file = join(folder, 'mirrors.config.ts')
    await writeFile(file, writeConfig(address, ports))
    await writeKeys(join(folder, 'keys'))
    await run(file, address, signal)
  } finally {
    upstream.close()
    await rm(folder, { recursive: true })
  }
}

async function run(file: string, upstream: string, signal: AbortSignal): Promise<void> {
  const runtime = await openNode(await loadConfig(file), { log: failuresOnly })
  try {
    say(`upstream    http://${upstream}${articlePath}`)
    const [report] = await runtime.pull({ signal })
    say(`pulled      ${report?.added ?? 0} new article from http://${upstream}${feedPath}`)
    const [article] = await runtime.archive.newest('all', 1)
    const serving = await runtime.serve({ signal })
    announce(serving, file, article?.id ?? '')
    await serving.stopped
  } finally {
    await runtime.close()
  }
}

function announce({ port, operatorPort }: Serving, file: string, id: string): void {
  say('\nOpen')
  for (const host of mirrors) say(`  http://${host}:${port}/`)
  say(`  http://${mirrors[0]}:${port}/a/${id}.html       the article, also as .txt and .md`)
  say(`  http://${mirrors[0]}:${port}/subscribe.html     feeds: /feeds/all.rss, .atom, .json`)
  say(`  http://127.0.0.1:${operatorPort}/metrics      for the operator`)
  say(`\nRotate, from another terminal in this folder; readers of ${mirrors[0]} are told of ${standby}:`)
  say(`  npx tamizdat rotate --config ${file}`)
  say('Check what a mirror serves against the newsroom’s key:')
  const key = join(dirname(file), 'keys/signing.pub')
  say(`  npx tamizdat verify http://${mirrors[0]}:${port}/ --key ${key} --config ${file}`)
  say('\nCtrl-C stops it.')
}

function writeConfig(upstream: string, { port, operatorPort }: Ports): string {
  const config = {
    title: 'RFE/RL on a mirror',
    sources: [
      {
        id: 'rferl',
        name: 'Radio Free Europe/Radio Liberty',
        feeds: [`http://${upstream}${feedPath}`],
        language: 'en',
        topic: 'belarus',
      },
    ],
    mirrors: [...mirrors.map(host => ({ host, state: 'live' })), { host: standby }],
    // The second is for `verify`, which reads the mirrors as a reader does.
    limits: { allowPrivate: [upstream, `127.0.0.1:${port}`] },
    signing: { key: { kind: 'secret', name: 'TAMIZDAT_DEMO_KEY', file: 'keys/signing.key' } },
    server: { port, publicScheme: 'http', publicPort: port },
    operator: { port: operatorPort },
  }
  return `export default ${JSON.stringify(config, null, 2)}\n`
}

async function writeKeys(folder: string): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  await mkdir(folder, { mode: 0o700 })
  await writeFile(join(folder, 'signing.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
  })
  await writeFile(join(folder, 'signing.pub'), publicKey.export({ type: 'spki', format: 'pem' }))
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8080' },
    'admin-port': { type: 'string', default: '8081' },
    censor: { type: 'boolean', default: false },
  },
})
const stop = new AbortController()
// npm passes one Ctrl-C on a second time; the folder is to be gone all the same.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort())
try {
  await main({ port: Number(values.port), operatorPort: Number(values['admin-port']) }, stop.signal)
} catch (error) {
  process.stderr.write(describeFailure(error, { debug: false }))
  process.exitCode = exitCodeOf(error)
}
