import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { inject } from 'vitest'
import { createMemoryLog } from '../../../src/adapters/memory/log.ts'
import { createSqlArchive } from '../../../src/adapters/sql/archive.ts'
import { createSqlAuditLog } from '../../../src/adapters/sql/audit-log.ts'
import { createSqlMirrorLog } from '../../../src/adapters/sql/mirror-log.ts'
import { parseConfig } from '../../../src/config/parse-config.ts'
import { openWorker } from '../../../src/open-worker.ts'
import { changeMirror, rotateMirrors } from '../../../src/operations/change-mirror.ts'
import {
  journeyConfig,
  journeyContract,
  seedArticlePath,
  seedFeed,
  seedFeedPath,
} from '../../contracts/journey.ts'
import { createCountedPlatform, delivery } from './counted-platform.ts'
import { openEmptyD1 } from './open-empty-d1.ts'
import { createShiftedClock } from './shifted-clock.ts'
import { openUpstream } from './upstream.ts'

// A Cron tick, a queue, D1, R2, the platform's fetch over loopback: the same assertions as on Node.

journeyContract('Workers', async () => {
  const upstream = openUpstream()
  const { page, feed, expected } = inject('seed')
  await upstream.script(seedFeedPath, {
    headers: { 'content-type': 'application/rss+xml', etag: '"1"' },
    body: seedFeed(feed, upstream.origin),
  })
  await upstream.script(seedArticlePath, { headers: { 'content-type': 'text/html' }, body: page })

  const database = await openEmptyD1()
  const config = parseConfig({ ...journeyConfig(upstream), edge: { plan: 'paid' } }, () => '')
  const platform = createCountedPlatform({ hasBucket: true })
  const clock = createShiftedClock()
  const worker = await openWorker(config, platform.env, clock)
  await worker.tick()
  for (let next = platform.sent.shift(); next !== undefined; next = platform.sent.shift())
    await worker.consume(delivery('tamizdat-work', next.work, 1).batch)

  const [article] = await createSqlArchive(database).newest('all', 1)
  const by = { actor: 'anna', auditLog: createSqlAuditLog(database) }
  const deps = {
    mirrorLog: createSqlMirrorLog(database),
    clock,
    channels: config.channels,
    log: createMemoryLog(),
    ...by,
  }
  return {
    seed: expected,
    page: `/a/${article?.id}.html`,
    async ask(host, path, headers = {}, method = 'GET') {
      const context = createExecutionContext()
      const response = await worker.fetch(new Request(`https://${host}${path}`, { headers, method }), context)
      await waitOnExecutionContext(context)
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      }
    },
    upstreamRequests: () => upstream.requests(),
    async rotate(fromHost) {
      await rotateMirrors({ channelId: 'public', fromHost }, config.channels, deps)
      // Every place has seen it then: what isolates remember and the cache keeps is older.
      clock.shift(60_000)
    },
    async retire(host) {
      await changeMirror(host, 'retired', { force: true }, deps)
      // Every place has seen it then: what isolates remember and the cache keeps is older.
      clock.shift(60_000)
    },
    async stop() {},
  }
})
