import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createFixedClock, type FixedClock } from '../src/adapters/memory/clock.ts'
import { createProber } from '../src/adapters/node/prober.ts'
import type { VantagePoint } from '../src/core/mirror/vantage-point.ts'
import { enlistMirror } from '../src/operations/change-mirror.ts'
import { createDocumentMemory } from '../src/operations/document-memory.ts'
import { inviteReader } from '../src/operations/invite-reader.ts'
import { type ProbeDeps, probeMirrors } from '../src/operations/probe-mirrors.ts'
import type { Prober } from '../src/ports/prober.ts'
import { lyingAddress } from './support/censor.ts'
import { type CensoredNetwork, openCensoredNetwork } from './support/censored-network.ts'
import { openssl } from './support/certificate-chain.ts'
import { startServer, type TestServer } from './support/runtime.ts'

// A real server behind fronts of its own, vantage points behind a censor, and what follows from what they measure.

const hosts = {
  first: 'first.example',
  second: 'second.example',
  next: 'next.example',
  closed: 'closed.example',
  fresh: 'fresh.example',
} as const
const hourMs = 3_600_000
let server: TestServer
let network: CensoredNetwork
let clock: FixedClock
let deps: ProbeDeps
let touched: string[]

beforeAll(async () => {
  if (openssl.skip) return
  clock = createFixedClock(Date.UTC(2026, 10, 1))
  server = await startServer(
    {
      title: 'News on a mirror',
      channels: [{ id: 'public' }, { id: 'friends', kind: 'invite' }],
      mirrors: [
        { host: hosts.first, state: 'live' },
        { host: hosts.second, state: 'live' },
        { host: hosts.next },
      ],
    },
    { clock },
  )
  const { runtime } = server
  for (const host of [hosts.closed, hosts.fresh])
    await enlistMirror(
      { host, channelId: 'friends', state: 'standby', provider: null },
      runtime.channels,
      runtime,
    )
  network = await openCensoredNetwork(Object.values(hosts), server.serving.port)
  deps = {
    ...runtime,
    prober: aroundCensor(),
    memory: createDocumentMemory(1_000_000),
    aggregators: null,
    originOf: host => `https://${host}:${network.censor.port}`,
  }
}, 60_000)

beforeEach(async () => {
  touched = []
  await network?.censor.relent()
})

afterAll(async () => {
  await network?.close()
  await server?.stop()
})

/** This server's own line leads around the censor, those of vantage points through it. */
function aroundCensor(): Prober {
  const { places, censor } = network
  const ports = places.flatMap(({ address, port }) => [`${address}:${censor.port}`, `127.0.0.1:${port}`])
  const allowPrivate = [...ports, `${lyingAddress}:${censor.port}`]
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }]
  const prober = createProber({
    ...{ allowPrivate, patienceMs: 4_000, resolve },
    findNameServers: async domain => [`ns1.${domain}`],
  })
  return {
    async probe(request) {
      touched.push(request.host)
      const place = places.find(each => each.host === request.host)
      if (request.line.resolver !== null || place === undefined) return prober.probe(request)
      const passage = await prober.probe({ ...request, port: place.port })
      return { ...passage, addresses: [place.address] }
    },
  }
}

function vantagePoint(id: string, groupId: string | null = null): VantagePoint {
  return {
    id,
    region: 'BY',
    proxy: null,
    resolver: `127.0.0.1:${network.censor.resolverPort}`,
    canary: null,
    groupId,
  }
}

/** Probes every hour until a decision is made. */
async function probeUntilDecided(points: readonly VantagePoint[], hours: number, only?: readonly string[]) {
  for (let hour = 0; hour < hours; hour++) {
    const report = await probeMirrors(
      points,
      { hosts: only, decides: true, ooni: null, signal: AbortSignal.timeout(60_000) },
      deps,
    )
    if (report.decisions.length > 0) return { hour, report }
    clock.advance(hourMs)
  }
  return null
}

describe.skipIf(openssl.skip)(`probing${openssl.note}`, () => {
  test('a mirror that is reached is ok, byte for byte, and its certificate is known', async () => {
    const report = await probeMirrors(
      [vantagePoint('minsk')],
      { decides: true, ooni: null, signal: AbortSignal.timeout(30_000) },
      deps,
    )

    expect(report.measurements.map(each => [each.host, each.vantageId, each.class, each.note])).toEqual([
      [hosts.first, 'minsk', 'ok', null],
      [hosts.first, 'here', 'ok', null],
      [hosts.second, 'minsk', 'ok', null],
      [hosts.second, 'here', 'ok', null],
    ])
    const kept = await deps.measurementLog.list({ host: hosts.first, sinceMs: 0 })
    expect(kept.at(-1)?.facts?.certificate?.names).toEqual([hosts.first])
    expect(report.decisions).toEqual([])
  })

  test('a closed host is not touched by a vantage point for public ones, not even when it is named', async () => {
    await inviteReader({ channelId: 'friends' }, deps.channels, deps)
    await inviteReader({ channelId: 'friends' }, deps.channels, deps)
    const { host } = (await deps.mirrorLog.readGroups()).groups[0] ?? {}
    const options = { decides: true, ooni: null, signal: AbortSignal.timeout(30_000) }

    await probeMirrors([vantagePoint('minsk')], options, deps)
    const named = probeMirrors([vantagePoint('minsk')], { ...options, hosts: [host ?? ''] }, deps)

    await expect(named).rejects.toMatchObject({ kind: 'mirror-refused' })
    expect(touched).not.toContain(host)
  })

  test('a block is recorded after enough evidence, and readers of the host are told of a standby', async () => {
    await network.censor.apply({ does: 'reset', host: hosts.first })

    const decided = await probeUntilDecided([vantagePoint('minsk'), vantagePoint('brest')], 24, [hosts.first])

    expect(decided?.hour).toBeGreaterThan(0)
    expect(decided?.report.decisions).toEqual([
      {
        host: hosts.first,
        region: 'BY',
        reason: 'probed: tls-reset from brest, minsk',
        nextHost: hosts.next,
        problem: null,
      },
    ])
    expect(await deps.mirrorLog.find(hosts.first)).toMatchObject({ state: 'blocked', blockedIn: ['BY'] })
    expect(await deps.mirrorLog.find(hosts.next)).toMatchObject({ state: 'live' })
  })

  test('a host that nobody reaches, this server included, is an outage of ours and no block', async () => {
    const { prober } = deps
    const noAnswer: Prober = {
      probe: async request => ({
        ...(await prober.probe(request)),
        answers: [],
        stopped: { at: 'connect', by: 'refused', says: 'the connection was refused' },
      }),
    }
    const before = deps
    deps = { ...deps, prober: noAnswer }
    const decided = await probeUntilDecided([vantagePoint('minsk'), vantagePoint('brest')], 12, [
      hosts.second,
    ])
    deps = before

    expect(decided).toBeNull()
    const measured = await deps.measurementLog.list({
      host: hosts.second,
      sinceMs: clock.nowMs() - 12 * hourMs,
    })
    expect(new Set(measured.map(each => each.class))).toEqual(new Set(['outage']))
  })

  test('a vantage point that does not reach its canary measures nothing', async () => {
    const canary = 'http://127.0.0.1:9/'
    const report = await probeMirrors(
      [{ ...vantagePoint('minsk'), canary }, vantagePoint('brest')],
      { hosts: [hosts.second], decides: true, ooni: null, signal: AbortSignal.timeout(30_000) },
      deps,
    )

    expect(report.brokenVantageIds).toEqual(['minsk'])
    expect(report.measurements.map(each => each.vantageId)).toEqual(['brest', 'here'])
  })

  test('a front that compresses anew is named, and is no block', async () => {
    const { prober } = deps
    const recompressing: Prober = {
      probe: async request => {
        const passage = await prober.probe(request)
        return { ...passage, answers: passage.answers.map(each => ({ ...each, body: each.body.slice(1) })) }
      },
    }
    const report = await probeMirrors(
      [],
      { hosts: [hosts.second], decides: true, ooni: null, signal: AbortSignal.timeout(30_000) },
      { ...deps, prober: recompressing },
    )

    expect(report.measurements).toMatchObject([
      { class: 'ok', note: expect.stringContaining('changes what we send') },
    ])
  })

  test('a block on a closed host is found from the vantage point of its group alone, and splits the group', async () => {
    const { groups } = await deps.mirrorLog.readGroups()
    const [group] = groups
    const host = group?.host ?? ''
    await network.censor.apply({ does: 'reset', host })

    const decided = await probeUntilDecided([vantagePoint('village', group?.id)], 24, [host])

    expect(decided?.hour).toBeGreaterThanOrEqual(6)
    expect(new Set(touched)).toEqual(new Set([host]))
    expect(await deps.mirrorLog.find(host)).toMatchObject({ state: 'blocked', blockedIn: ['BY'] })
    const after = await deps.mirrorLog.readGroups()
    expect(after.groups).toHaveLength(2)
    expect(decided?.report.idleVantageIds).toEqual(['village'])
    expect(after.groups.map(each => each.host)).toContain(host === hosts.closed ? hosts.fresh : hosts.closed)
  })
})
