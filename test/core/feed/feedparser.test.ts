import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { fillSlots } from '../../../src/core/feed/fill-slots.ts'
import { writeEdition } from '../../../src/core/feed/write-edition.ts'
import { feedparser } from '../../support/readers/feedparser.ts'
import { publishedMs, safe, sampleEdition, sampleEntry } from './sample-edition.ts'

const script = `
import calendar, json, sys, feedparser
feed = feedparser.parse(sys.stdin.buffer.read())
print(json.dumps({"bozo": bool(feed.bozo), "version": feed.version, "title": feed.feed.title, "entries": [
    {"id": e.id, "link": e.link, "title": e.title, "author": e.authors[0].name, "tags": [t.term for t in e.tags],
     "summary": e.summary, "content": e.content[0].value,
     "publishedMs": calendar.timegm(e.published_parsed) * 1000} for e in feed.entries]}))
`

// Python's feedparser, which many aggregators read with; it has no JSON Feed.
test.skipIf(feedparser.skip).each([
  { format: 'rss', version: 'rss20' },
  { format: 'atom', version: 'atom10' },
] as const)(`feedparser reads every field of $format${feedparser.note}`, ({ format, version }) => {
  const entry = sampleEntry({
    title: 'می‌خواهم & ٪',
    language: 'fa',
    direction: 'rtl',
    html: safe('<p>آزادی</p>'),
  })
  const body = writeEdition(sampleEdition({ entries: [entry] }), format)
  const document = fillSlots(body, format, { base: 'https://a.example', announcement: null })

  const read: unknown = JSON.parse(
    execFileSync('/usr/bin/python3', ['-c', script], { input: document, encoding: 'utf8' }),
  )

  expect(read).toEqual({
    bozo: false,
    version,
    title: 'News on a mirror',
    entries: [
      {
        id: entry.id,
        link: 'https://a.example/a/0123456789ab.html',
        title: expect.stringMatching(/^می‌خواهم &(?:amp;)? ٪$/),
        author: 'Anna',
        tags: ['Sport'],
        summary: 'In short.',
        content: '<div dir="rtl" lang="fa"><p>آزادی</p></div>',
        publishedMs,
      },
    ],
  })
})
