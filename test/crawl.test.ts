import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFixedClock } from '../src/adapters/memory/clock.ts'
import { changeMirror, enlistMirror, rotateMirrors } from '../src/operations/change-mirror.ts'
import { findAddress, inviteReader } from '../src/operations/invite-reader.ts'
import { type Newsroom, startNewsroom } from './support/newsroom.ts'
import { startServer, type TestServer } from './support/runtime.ts'

// Everything that one group can reach, for fifty groups: no host of another group may stand in any of it.

const groupCount = 50
const startMs = Date.UTC(2026, 10, 1)
let newsroom: Newsroom
let server: TestServer
const readers: { readonly host: string; readonly prefix: string; readonly group: string }[] = []

beforeAll(async () => {
  newsroom = await startNewsroom({ firstMs: startMs })
  server = await startServer(
    {
      title: 'News on a mirror',
      sources: [
        {
          id: 'news',
          name: 'Valley News',
          feeds: [newsroom.feedUrl],
          language: 'en',
          politeness: { delaySeconds: 0 },
        },
      ],
      mirrors: [{ host: 'public.example', state: 'live' }],
      channels: [{ id: 'public' }, { id: 'friends', kind: 'invite', groups: { size: 2 } }],
      limits: { allowPrivate: [newsroom.server.host] },
    },
    { clock: createFixedClock(startMs) },
  )
  for (let n = 0; n < 3; n++) newsroom.publish()
  const { runtime } = server
  await runtime.pull({ signal: AbortSignal.timeout(20_000) })
  for (let n = 0; n < groupCount + 20; n++) {
    const seed = {
      host: `h${n}.own-${n}.example`,
      channelId: 'friends',
      state: 'standby',
      provider: null,
    } as const
    await enlistMirror(seed, runtime.channels, runtime)
  }
  const secrets: string[] = []
  for (let n = 0; n < groupCount * 2; n++) {
    secrets.push((await inviteReader({ channelId: 'friends' }, runtime.channels, runtime)).secret)
  }
  // Some of them after a block, some with a next host announced.
  const { groups } = await runtime.mirrorLog.readGroups()
  for (const { host } of groups.slice(0, 5)) await changeMirror(host ?? '', 'blocked', {}, runtime)
  for (const { host } of groups.slice(5, 10)) {
    await rotateMirrors({ channelId: 'friends', fromHost: host ?? '' }, runtime.channels, runtime)
  }
  const { openings, invites } = await runtime.mirrorLog.readGroups()
  const groupOf = new Map(invites.map(invite => [invite.id, invite.groupId]))
  for (const secret of secrets) {
    const found = await findAddress(secret, runtime)
    if (found.status === 'none') continue
    const id = invites.find(invite => openings.get(found.host)?.includes(invite.id))?.id ?? ''
    readers.push({ ...found, group: groupOf.get(id) ?? '' })
  }
}, 120_000)

afterAll(async () => {
  await server?.stop()
  await newsroom?.server.close()
})

test(`no page, feed or header that one of ${groupCount} groups can reach names a host or prefix of another`, async () => {
  const { openings, invites } = await server.runtime.mirrorLog.readGroups()
  const groupOf = new Map(invites.map(invite => [invite.id, invite.groupId]))
  const groupsOfHost = new Map(
    [...openings].map(([host, ids]) => [host, new Set(ids.map(id => groupOf.get(id)))]),
  )
  const hosts = (await server.runtime.mirrorLog.list()).filter(mirror => mirror.channelId === 'friends')
  const seen = new Set(readers.map(reader => reader.group))
  expect(seen.size).toBeGreaterThanOrEqual(groupCount)
  const hits: string[] = []
  let answers = 0
  for (const group of seen) {
    const reader = readers.find(each => each.group === group)
    if (reader === undefined) continue
    const foreign = hosts.map(each => each.host).filter(host => !groupsOfHost.get(host)?.has(group))
    for (const { path, text } of await crawl(reader.host, `/${reader.prefix}`)) {
      answers++
      for (const host of foreign) if (text.includes(host)) hits.push(`${reader.host}${path} names ${host}`)
      const others = readers.filter(each => each.group !== group)
      for (const { prefix } of others)
        if (text.includes(prefix)) hits.push(`${reader.host}${path} has a foreign prefix`)
    }
  }

  expect(hits).toEqual([])
  expect(answers).toBeGreaterThan(groupCount * 20)
}, 300_000)

/** Everything that leads on from the front page, and what stands in no link, with its headers. */
async function crawl(host: string, prefix: string): Promise<readonly { path: string; text: string }[]> {
  const formats = ['rss', 'atom', 'json']
  const queue = [
    '/',
    '/feeds.opml',
    '/subscribe.html',
    '/mirrors.html',
    '/mirrors.json',
    '/no-such-page',
  ].map(path => prefix + path)
  for (const format of formats)
    for (const name of ['all', 'all-light', 'all-1']) queue.push(`${prefix}/feeds/${name}.${format}`)
  const answers: { path: string; text: string }[] = []
  const known = new Set(queue)
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const { rawHeaders, body } = await server.ask(host, path)
    answers.push({ path, text: `${rawHeaders.join('\n')}\n${body}` })
    for (const [, link = ''] of body.matchAll(/(?:href|url|xmlUrl|htmlUrl)="([^"]+)"/g)) {
      const { hostname, pathname } = new URL(link, `https://${host}${path}`)
      if (hostname !== host || known.has(pathname)) continue
      known.add(pathname)
      queue.push(pathname)
    }
  }
  return answers
}
