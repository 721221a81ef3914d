import { expect, test } from 'vitest'
import { createMemoryAuditLog } from '../../src/adapters/memory/audit-log.ts'
import { createMemoryLog } from '../../src/adapters/memory/log.ts'
import { createMemoryMeasurementLog } from '../../src/adapters/memory/measurement-log.ts'
import { createMemorySourceLog } from '../../src/adapters/memory/source-log.ts'
import { AppError } from '../../src/core/errors.ts'
import { createOperatorApp } from '../../src/http/operator-app.ts'
import { createReadersApp } from '../../src/http/readers-app.ts'
import { openReadingRoom, sampleMirror } from '../support/reading-room.ts'
import { sampleArticle, sampleNowMs } from '../support/sample-article.ts'

async function openOperatorsRoom(publishedAtMs: number | null = null) {
  const room = await openReadingRoom()
  const deps = {
    ...room,
    sourceLog: createMemorySourceLog(),
    auditLog: createMemoryAuditLog(),
    measurementLog: createMemoryMeasurementLog(),
    addressList: null,
    sources: [],
    token: null,
    publishedAtMs: () => publishedAtMs,
  }
  return { deps, app: createOperatorApp(deps) }
}

test('an empty archive is ready, a full one once it was published', async () => {
  const { deps, app } = await openOperatorsRoom()
  expect((await app.request('/readyz')).status).toBe(200)

  await deps.archive.put(sampleArticle(1), { nowMs: sampleNowMs })

  expect((await app.request('/readyz')).status).toBe(503)
  const published = createOperatorApp({ ...deps, publishedAtMs: () => sampleNowMs })
  expect((await published.request('/readyz')).status).toBe(200)
})

test('metrics count articles, sources, mirrors and answers, and name no host', async () => {
  const { deps, app } = await openOperatorsRoom(sampleNowMs)
  await deps.archive.put(sampleArticle(1), { nowMs: sampleNowMs })
  await deps.mirrorLog.record({ mirrors: [sampleMirror('c.example', 'standby')], changes: [] })
  await deps.sourceLog.put({
    sourceId: 'example',
    feeds: [],
    intervalMinutes: 10,
    nextDueAtMs: sampleNowMs + 600_000,
    lastAttemptAtMs: sampleNowMs,
    lastSuccessAtMs: null,
    lastNewAtMs: null,
    failures: 3,
    lastError: 'fetch-failed',
  })
  await createReadersApp(deps).request('https://a.example/')
  await createReadersApp(deps).request('https://nobody.example/')

  const text = await (await app.request('/metrics')).text()

  expect(text.split('\n').filter(line => line !== '' && !line.startsWith('#'))).toEqual([
    'tamizdat_articles 1',
    'tamizdat_editions 4',
    `tamizdat_published_timestamp_seconds ${sampleNowMs / 1000}`,
    `tamizdat_source_due_timestamp_seconds{source="example"} ${sampleNowMs / 1000 + 600}`,
    'tamizdat_source_failures{source="example"} 3',
    'tamizdat_standbys{channel="public"} 1',
    'tamizdat_mirrors{state="standby"} 1',
    'tamizdat_mirrors{state="live"} 2',
    'tamizdat_mirrors{state="draining"} 0',
    'tamizdat_mirrors{state="blocked"} 0',
    'tamizdat_mirrors{state="retired"} 0',
    'tamizdat_answers_total{kind="page"} 1',
    'tamizdat_answers_total{kind="feed"} 0',
    'tamizdat_answers_total{kind="unchanged"} 0',
    'tamizdat_answers_total{kind="unknown"} 1',
    'tamizdat_answers_total{kind="failed"} 0',
  ])
  expect(text).not.toContain('.example')
})

test('a failure is told to the log, its kind to the operator, and nothing to a reader', async () => {
  const { deps } = await openOperatorsRoom()
  const log = createMemoryLog()
  const version = () => Promise.reject(new AppError('archive-failed', 'the disk is gone'))
  const broken = { ...deps, log, archive: { ...deps.archive, version } }

  const toOperator = await createOperatorApp(broken).request('/readyz')
  const toReader = await createReadersApp(broken).request('https://a.example/')

  expect([toOperator.status, await toOperator.text()]).toEqual([500, '{"error":"archive-failed"}'])
  expect([toReader.status, await toReader.text()]).toEqual([404, 'Not Found\n'])
  const failure = { event: 'failure', kind: 'archive-failed', message: 'the disk is gone' }
  expect(log.events).toEqual([failure, failure])
})
