import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { feedPath, serveUpstream } from './demo-newsroom.ts'
import { startEdge } from './start-edge.ts'

// The product as Cloudflare runs it, on this computer and offline: workerd with its D1, R2 and queue, and the demo's newsroom.

const mirrors = ['a.localhost', 'b.localhost', 'c.localhost']
const desk = 'desk.localhost'
const ask = 'ask.localhost'
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
  const edge = await startEdge({ folder, written: configFor(address), secrets: { [tokenName]: token }, port })
  void edge.ended.then(() => stop.abort())
  say(`upstream    http://${address}${feedPath}`)
  say('\nOpen')
  for (const host of mirrors) say(`  http://${host}:${port}/`)
  say(`  http://${desk}:${port}/admin        for the operator; token ${token}`)
  say(`  http://${ask}:${port}/               where the holder of a secret asks for the present address`)
  say('\nIn another terminal')
  say(`  export ${tokenName}=${token}`)
  say(`  npx tamizdat status --edge http://${desk}:${port}`)
  say(`  npx tamizdat mirrors add e.localhost --edge http://${desk}:${port}`)
  say('\nCtrl-C stops it.')
  while (!stop.signal.aborted) {
    await edge.tick().catch(() => undefined)
    await wait(minuteMs, undefined, { signal: stop.signal }).catch(() => undefined)
  }
  await edge.stop()
} finally {
  upstream.close()
  await rm(folder, { recursive: true, force: true })
}

function configFor(upstreamAddress: string): object {
  return {
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
    channels: [{ id: 'public' }, { id: 'friends', kind: 'invite' }],
    limits: { allowPrivate: [upstreamAddress] },
    server: { publicScheme: 'http', publicPort: port },
    operator: { token: { kind: 'secret', name: tokenName } },
    edge: { plan: 'paid', operatorHost: desk, whereHost: ask },
  }
}
