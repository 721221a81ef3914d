import { createExecutionContext, env } from 'cloudflare:test'
import { expect, inject, test } from 'vitest'
import { createFixedClock } from '../../../src/adapters/memory/clock.ts'
import { createSqlArchive } from '../../../src/adapters/sql/archive.ts'
import { openWorker } from '../../../src/open-worker.ts'
import {
  fillReference,
  hashBodies,
  referenceConfig,
  referenceNowMs,
} from '../../support/reference-archive.ts'
import { openEmptyD1 } from './open-empty-d1.ts'

test('the same archive gives the same pages, texts, feeds and manifests as on Node, byte for byte', async () => {
  await fillReference(createSqlArchive(await openEmptyD1()))
  const worker = await openWorker(referenceConfig, env, createFixedClock(referenceNowMs))

  const hashes = await hashBodies((host, path) =>
    worker.fetch(new Request(`https://${host}${path}`), createExecutionContext()),
  )

  expect(Object.values(hashes).filter(each => each.startsWith('200 ')).length).toBeGreaterThan(80)
  expect(hashes).toEqual(inject('referenceHashes'))
})
