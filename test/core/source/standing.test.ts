import { describe, expect, test } from 'vitest'
import type { SourceState } from '../../../src/core/source/source.ts'
import { judgeSource, type SourceFigures, spanOf } from '../../../src/core/source/standing.ts'
import { sampleSource } from '../../support/sample-source.ts'

const hourMs = 3_600_000
const nowMs = Date.UTC(2026, 10, 24, 12)
const source = sampleSource
const state: SourceState = {
  sourceId: 'news',
  feeds: [],
  intervalMinutes: 30,
  nextDueAtMs: nowMs,
  lastAttemptAtMs: nowMs,
  lastSuccessAtMs: nowMs,
  lastNewAtMs: nowMs,
  failures: 0,
  lastError: null,
}

/** Articles every four hours, the last of them so long ago. */
function figures(changes: Partial<SourceFigures> = {}, silenceMs = hourMs): SourceFigures {
  return {
    publishedMs: Array.from({ length: 40 }, (_, n) => nowMs - silenceMs - n * 4 * hourMs),
    methods: { rules: 0, page: 20, feed: 0, 'feed-summary': 0 },
    textless: 0,
    ...changes,
  }
}

describe('a source stands', () => {
  test.each([
    { name: 'well', given: figures(), want: { status: 'well', reasons: [], next: null, fullTextShare: 1 } },
    {
      name: 'well with the whole text in its feed',
      given: figures({ methods: { rules: 0, page: 0, feed: 9, 'feed-summary': 0 } }),
      want: { status: 'well', fullTextShare: 1 },
    },
    {
      name: 'stale after days without an article',
      given: figures({}, 72 * hourMs),
      want: { status: 'stale', reasons: ['no new article for 3 days, usually every 4 hours'] },
    },
    {
      name: 'poor where its pages give no text',
      given: figures({ methods: { rules: 0, page: 6, feed: 0, 'feed-summary': 3 }, textless: 1 }),
      want: { status: 'poor', reasons: ['only 60 % of the last 10 entries gave a full text'] },
    },
    {
      name: 'well with a few texts missing',
      given: figures({ methods: { rules: 0, page: 18, feed: 0, 'feed-summary': 2 } }),
      want: { status: 'well', fullTextShare: 0.9 },
    },
  ])('$name', ({ given, want }) => {
    expect(judgeSource(source, state, given, nowMs)).toMatchObject(want)
  })

  test('failing with the reason and what to do, before anything else', () => {
    const failing = {
      ...state,
      failures: 4,
      lastError: 'upstream-refused: https://news.example/rss answered 403',
    }

    expect(judgeSource(source, failing, figures({}, 72 * hourMs), nowMs)).toMatchObject({
      status: 'failing',
      reasons: [
        'failed 4 times in a row: upstream-refused: https://news.example/rss answered 403',
        'no new article for 3 days, usually every 4 hours',
      ],
      next: 'npx tamizdat sources check news',
    })
  })

  test('stopped when every feed of it is gone, with the way back', () => {
    const [url = ''] = source.feeds
    const feeds = [{ url, etag: null, lastModified: null, goneAtMs: nowMs }]

    const standing = judgeSource(
      source,
      { ...state, feeds, failures: 1, lastError: 'upstream-gone' },
      figures(),
      nowMs,
    )

    expect(standing).toMatchObject({ status: 'stopped', next: 'npx tamizdat sources resume news' })
    expect(standing.reasons[0]).toContain('is gone since 2026-11-24T12:00:00Z')
  })

  test('poor when one of its feeds fails', () => {
    const partly = { ...state, lastError: 'fetch-timeout: slow' }

    expect(judgeSource(source, partly, figures(), nowMs).reasons).toEqual([
      'a part of it failed: fetch-timeout: slow',
    ])
  })

  test('poor when its rule for the body fits no more', () => {
    const ruled = { ...source, rules: { body: '.text' } }
    const methods = { rules: 2, page: 18, feed: 0, 'feed-summary': 0 }

    const standing = judgeSource(ruled, state, figures({ methods }), nowMs)

    expect(standing.reasons).toEqual(['its rule for the body fits only 2 of the last 20 articles'])
  })

  test('new before its first pull', () => {
    const nothing = {
      publishedMs: [],
      methods: { rules: 0, page: 0, feed: 0, 'feed-summary': 0 },
      textless: 0,
    }

    expect(judgeSource(source, null, nothing, nowMs)).toMatchObject({
      status: 'new',
      next: 'npx tamizdat pull',
      fullTextShare: null,
      silenceMs: null,
    })
  })
})

test.each([
  { ms: 0, want: '1 minute' },
  { ms: 89 * 60_000, want: '89 minutes' },
  { ms: 4 * hourMs, want: '4 hours' },
  { ms: 35 * hourMs, want: '35 hours' },
  { ms: 72 * hourMs, want: '3 days' },
])('$ms ms are $want', ({ ms, want }) => expect(spanOf(ms)).toBe(want))
