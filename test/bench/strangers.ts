import { request } from 'node:http'
import { createMemoryMirrorLog } from '../../src/adapters/memory/mirror-log.ts'
import { listen } from '../../src/adapters/node/listen.ts'
import { defaultGroupRules } from '../../src/core/mirror/group.ts'
import { strangersAnswer } from '../../src/http/error-response.ts'
import { createReadersApp } from '../../src/http/readers-app.ts'
import { inviteReader } from '../../src/operations/invite-reader.ts'
import { openReadingRoom, publicChannel, sampleMirror } from '../support/reading-room.ts'
import { sampleArticle, sampleNowMs } from '../support/sample-article.ts'

const requests = 10_000

/**
 * Whether the time of an answer tells a stranger anything: a path that is not there, under a reader's prefix and under one
 * that was made up, 10,000 times each in turn over one kept connection. `ours` and `theirs` are medians in milliseconds.
 */
export async function benchStrangers(): Promise<void> {
  const { port, close, valid, host } = await openClosedChannel()
  const wrong = valid.replaceAll(/[0-9a-z]/g, character => (character === '0' ? '1' : '0'))
  const times = { valid: [] as number[], wrong: [] as number[] }
  for (let n = 0; n < requests; n++) {
    // The order changes, so that whatever comes second gains nothing by it.
    const turns = [['valid', valid] as const, ['wrong', wrong] as const]
    for (const [kind, prefix] of n % 2 === 0 ? turns : turns.toReversed())
      times[kind].push(await timeAnswer(port, host, `/${prefix}/nothing-here.html`))
  }
  await close()
  const ours = median(times.valid)
  const theirs = median(times.wrong)
  const figure = {
    bench: 'strangers',
    ours: Number(ours.toPrecision(3)),
    peer: 'a prefix that was made up',
    theirs: Number(theirs.toPrecision(3)),
    ratio: Number((theirs / ours).toPrecision(3)),
    unit: 'ms',
  }
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}

async function openClosedChannel() {
  const mirrorLog = createMemoryMirrorLog()
  const friends = { ...publicChannel, id: 'friends', kind: 'invite' as const, groups: defaultGroupRules }
  const hosts = ['x.example', 'y.example', 'z.example']
  await mirrorLog.record({
    mirrors: hosts.map(each => sampleMirror(each, 'standby', 'friends')),
    changes: [],
  })
  const room = await openReadingRoom({ mirrorLog, channels: [publicChannel, friends] })
  for (let n = 1; n <= 20; n++) await room.archive.put(sampleArticle(n), { nowMs: sampleNowMs })
  const { whereabouts } = await inviteReader({ channelId: 'friends' }, [friends], room)
  if (whereabouts.status === 'none') throw new Error('there are standbys')
  const listener = await listen(createReadersApp(room), {
    host: '127.0.0.1',
    port: 0,
    refuse: strangersAnswer,
  })
  return {
    port: listener.port,
    close: () => listener.close(),
    valid: whereabouts.prefix,
    host: whereabouts.host,
  }
}

function timeAnswer(port: number, host: string, path: string): Promise<number> {
  const startedMs = performance.now()
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { host } }, response => {
      response.resume().on('end', () => resolve(performance.now() - startedMs))
    })
      .on('error', reject)
      .end()
  })
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
