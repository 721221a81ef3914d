import { setTimeout as wait } from 'node:timers/promises'
import type { Channel } from '../../src/core/mirror/mirror.ts'
import { changeMirror, enlistMirror, rotateMirrors } from '../../src/operations/change-mirror.ts'
import { findAddress, inviteReader } from '../../src/operations/invite-reader.ts'
import { type CensoredNetwork, openCensoredNetwork, type ReaderSaw } from './censored-network.ts'
import { openssl } from './certificate-chain.ts'
import { type Newsroom, startNewsroom } from './newsroom.ts'
import { startServer, type TestServer } from './runtime.ts'

// A play in acts: what a censor does, and what a reader sees of it. Everything is real but the distances.

const hosts = {
  first: 'first.news.example',
  next: 'next.news.example',
  elsewhere: 'elsewhere.example',
  closed: 'closed.example',
  fresh: 'fresh.example',
} as const

interface Stage {
  readonly server: TestServer
  readonly network: CensoredNetwork
  readonly article: string
  readonly say: (line: string) => void
  /** A moment for who watches; rejects once it is stopped. */
  readonly pause: () => Promise<void>
}

export interface PlayOptions {
  readonly say: (line: string) => void
  readonly signal: AbortSignal
  /** Between two acts; default: 700. */
  readonly pauseMs?: number
}

/** Plays all acts and takes everything down again; an abort ends it early, and cleanly. */
export async function playCensor({ say, signal, pauseMs = 700 }: PlayOptions): Promise<void> {
  if (openssl.skip) {
    say('The censor needs certificates to forge, and the program openssl to make them: install openssl.')
    return
  }
  say('Setting the stage: a newsroom, a server of ours, five host names with certificates, a censor.')
  const newsroom = await startNewsroom({ firstMs: Date.now() - 3_600_000 })
  const server = await openServer(newsroom)
  let network: CensoredNetwork | null = null
  try {
    network = await openCensoredNetwork(Object.values(hosts), server.serving.port)
    const [newest] = await server.runtime.archive.newest('all', 1)
    const pause = () => wait(pauseMs, undefined, { signal })
    await playAll({ server, network, article: `/a/${newest?.id}.html`, say, pause })
    say('\nThe end. `npm test` holds all of this as facts: test/censored-journey.test.ts.')
  } catch (error) {
    if (!signal.aborted) throw error
    say('\nStopped.')
  } finally {
    await network?.close()
    await server.stop()
    await newsroom.server.close()
  }
}

async function openServer(newsroom: Newsroom): Promise<TestServer> {
  for (let n = 0; n < 12; n++) newsroom.publish()
  const politeness = { delaySeconds: 0 }
  const server = await startServer({
    title: 'Valley News on a mirror',
    sources: [{ id: 'valley', name: 'Valley News', feeds: [newsroom.feedUrl], language: 'en', politeness }],
    channels: [{ id: 'public' }, { id: 'friends', kind: 'invite' }],
    mirrors: [
      { host: hosts.first, state: 'live' },
      { host: hosts.elsewhere, state: 'live' },
      { host: hosts.next },
    ],
    limits: { allowPrivate: [newsroom.server.host] },
  })
  const { runtime } = server
  await runtime.pull({ signal: AbortSignal.timeout(60_000) })
  for (const host of [hosts.closed, hosts.fresh])
    await enlistMirror(
      { host, channelId: 'friends', state: 'standby', provider: null },
      channelsOf(server),
      runtime,
    )
  return server
}

async function playAll(stage: Stage): Promise<void> {
  const { network, article, say } = stage
  const { censor } = network
  await act(stage, 'Nobody interferes', async () => {
    await visit(stage, hosts.first, '/')
    await visit(stage, hosts.first, article)
    await visit(stage, hosts.first, '/feeds/all.rss')
  })
  await act(stage, 'The censor resets connections that name one host', async () => {
    await censor.apply({ does: 'reset', host: hosts.first })
    await visit(stage, hosts.first, article)
    await visit(stage, hosts.elsewhere, article)
  })
  await act(
    stage,
    'It resets whatever ends in .news.example: hosts under one parent fall together',
    async () => {
      await censor.apply({ does: 'reset', host: '.news.example' })
      for (const host of [hosts.first, hosts.next, hosts.elsewhere]) await visit(stage, host, '/')
    },
  )
  await act(stage, 'It lies in DNS', async () => {
    await censor.apply({ does: 'lie', host: hosts.first })
    await visit(stage, hosts.first, '/')
  })
  await act(stage, 'It blocks an address', async () => {
    await censor.apply({ does: 'block-address', address: '127.0.0.11' })
    await visit(stage, hosts.first, '/')
    await visit(stage, hosts.elsewhere, '/')
  })
  await act(stage, 'It shows a certificate of its own', async () => {
    await network.forge(hosts.first)
    await visit(stage, hosts.first, '/')
  })
  await act(stage, 'It freezes each connection after 16,000 bytes', async () => {
    await censor.apply({ does: 'freeze', host: hosts.first })
    await visit(stage, hosts.first, article)
    await visit(stage, hosts.first, '/')
    say('  reader  reads eight pages over one connection')
    say(`          ${describe(await network.read(hosts.first, ...Array<string>(8).fill(article)))}`)
    say('          (a page alone always fits: none is longer than 6,000 bytes as sent)')
  })
  await act(stage, 'A rotation is announced while the old host still stands, and then it is blocked', () =>
    rotate(stage),
  )
  await act(stage, 'A host of a closed channel is blocked without warning', () => split(stage))
}

async function rotate(stage: Stage): Promise<void> {
  const { server, network, article, say } = stage
  await rotateMirrors({ channelId: 'public', fromHost: hosts.first }, channelsOf(server), server.runtime)
  say(`  we      announce ${hosts.next} to the readers of ${hosts.first}`)
  const page = await network.read(hosts.first, '/')
  const isTold = page.status !== 'failed' && page.body.includes(hosts.next)
  say(`  reader  opens https://${hosts.first}/: ${isTold ? `is told of ${hosts.next}` : describe(page)}`)
  await network.censor.apply({ does: 'reset', host: hosts.first })
  await visit(stage, hosts.first, '/')
  await visit(stage, hosts.next, article)
}

async function split(stage: Stage): Promise<void> {
  const { server, network, article, say } = stage
  const { runtime } = server
  const invite = () => inviteReader({ channelId: 'friends' }, channelsOf(server), runtime)
  const { secret, whereabouts } = await invite()
  const other = await invite()
  if (whereabouts.status !== 'found') return
  const { host, prefix } = whereabouts
  await visit(stage, host, `/${prefix}${article}`)
  await network.censor.apply({ does: 'reset', host })
  await visit(stage, host, `/${prefix}${article}`)
  await changeMirror(host, 'blocked', { region: 'BY' }, runtime)
  say(`  we      record that ${host} is blocked in BY: its group splits`)
  for (const [name, own] of [
    ['one', secret],
    ['two', other.secret],
  ] as const) {
    const now = await findAddress(own, runtime)
    const answer =
      now.status === 'found' ? `is at https://${now.host}/${now.prefix}/` : 'has to wait for a host'
    say(`  reader  ${name} asks where: ${answer}`)
    if (now.status === 'found') await visit(stage, now.host, `/${now.prefix}${article}`)
  }
}

async function act({ network, say, pause }: Stage, title: string, play: () => Promise<void>): Promise<void> {
  say(`\n${title}`)
  await pause()
  const before = network.censor.deeds.length
  await play()
  const deeds = new Set(network.censor.deeds.slice(before))
  for (const deed of deeds) say(`  censor  ${deed}`)
  await network.censor.relent()
  await pause()
}

async function visit({ network, say }: Stage, host: string, path: string): Promise<void> {
  say(`  reader  opens https://${host}${path}: ${describe(await network.read(host, path))}`)
}

function describe(saw: ReaderSaw): string {
  if (saw.status === 'failed') return `NOTHING – ${saw.says}`
  const title = /<title>([^<]*)<\/title>/.exec(saw.body)?.[1] ?? ''
  return `${saw.status}, ${saw.body.length} bytes, “${title}”`
}

function channelsOf({ runtime }: TestServer): readonly Channel[] {
  return runtime.channels
}
