import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { describe, expect, test } from 'vitest'
import { type EditionEntry, type EditionFormat, editionFormats } from '../../../src/core/feed/edition.ts'
import { fillSlots } from '../../../src/core/feed/fill-slots.ts'
import { baseMarker } from '../../../src/core/feed/slots.ts'
import { writeEdition } from '../../../src/core/feed/write-edition.ts'
import { publishedMs, safe, sampleEdition, sampleEntry } from './sample-edition.ts'

const dayMs = 24 * 3_600_000
const announcement = sampleEntry({
  id: 'urn:uuid:announcement',
  path: 'mirrors.html',
  title: 'This address moves',
  publishedMs: publishedMs + dayMs,
  updatedMs: publishedMs + dayMs,
  html: safe('<p>Next: b.example</p>'),
})
const base = 'https://a.example/prefix'

function titlesOf(document: string, format: EditionFormat): readonly (string | undefined)[] {
  if (format === 'rss') return (parseRssFeed(document).items ?? []).map(item => item.title)
  if (format === 'atom') return (parseAtomFeed(document).entries ?? []).map(entry => entry.title?.value)
  return (parseJsonFeed(document).items ?? []).map(item => item.title)
}

function updatedOf(document: string, format: 'rss' | 'atom'): number {
  const updated = format === 'rss' ? parseRssFeed(document).lastBuildDate : parseAtomFeed(document).updated
  return Date.parse(updated ?? '')
}

function fill(
  entries: readonly EditionEntry[],
  format: EditionFormat,
  announced: EditionEntry | null,
): string {
  return fillSlots(writeEdition(sampleEdition({ entries }), format), format, {
    base,
    announcement: announced,
  })
}

describe.each(editionFormats)('%s', format => {
  test('every marker becomes the base', () => {
    const filled = fill([sampleEntry({ html: safe(`<a href="${baseMarker}/a/x.html">x</a>`) })], format, null)

    expect(filled).not.toContain('tamizdat.invalid')
    expect(filled).toContain(`${base}/feeds/all.rss`)
    expect(filled).toContain(`${base}/a/0123456789ab.html`)
    expect(filled).toContain(`${base}/a/x.html`)
  })

  test.each(['http://a.localhost:8080', 'https://[::1]:8080/p-_~.1'])(
    'the base %s stands as it is',
    address => {
      const body = writeEdition(sampleEdition(), format)

      expect(fillSlots(body, format, { base: address, announcement: null })).toContain(`${address}/all.html`)
    },
  )

  test('a base can write no markup', () => {
    const body = writeEdition(sampleEdition(), format)

    const filled = fillSlots(body, format, { base: 'https://a.example/"<&\'\\', announcement: null })

    expect(filled).toContain('https://a.example/%22%3c%26%27%5c/all.html')
  })

  test.each([
    { name: 'before the first entry', entries: [sampleEntry()], titles: ['This address moves', 'A title'] },
    { name: 'alone', entries: [], titles: ['This address moves'] },
  ])('an announcement stands $name', ({ entries, titles }) => {
    const filled = fill(entries, format, announcement)

    expect(titlesOf(filled, format)).toEqual(titles)
    expect(filled).toContain(`${base}/mirrors.html`)
    expect(filled).not.toContain(baseMarker)
  })

  test('articles that look like slots stay articles', () => {
    const slots = `"items":[ <item> <entry > </channel></feed> <lastBuildDate>x</lastBuildDate><updated>x</updated> ]]>`
    const entry = sampleEntry({ title: slots, summary: slots, html: safe(slots) })
    const edition = sampleEdition({ title: slots, description: slots, entries: [entry] })

    const filled = fillSlots(writeEdition(edition, format), format, { base, announcement })

    expect(titlesOf(filled, format)).toHaveLength(2)
    expect(titlesOf(filled, format)[0]).toBe('This address moves')
  })

  test.each([
    { name: 'in a text', html: `<p>${baseMarker}/x</p>` },
    { name: 'in a query', html: `<a href="https://spy.example/?from=${baseMarker}/x">x</a>` },
    { name: 'as the beginning of another host', html: `<a href="${baseMarker}.spy.example/">x</a>` },
    { name: 'as a user name', html: `<a href="${baseMarker}@spy.example/">x</a>` },
    { name: 'in a citation', html: `<q cite="${baseMarker}/">x</q>` },
  ])('an article with the marker $name never learns the base', ({ html }) => {
    const plain = fill([sampleEntry()], format, null)
    const texts = { id: baseMarker, title: baseMarker, summary: baseMarker, sourceName: baseMarker }

    const filled = fill(
      [sampleEntry({ ...texts, authors: [baseMarker], categories: [baseMarker], html: safe(html) })],
      format,
      null,
    )

    expect(filled.split(base).length).toBe(plain.split(base).length)
    expect(filled).not.toContain(baseMarker)
  })

  test('the same fill gives the same text', () => {
    expect(fill([sampleEntry()], format, announcement)).toBe(fill([sampleEntry()], format, announcement))
  })
})

describe.each(['rss', 'atom'] as const)('the date of %s', format => {
  test.each([
    { name: 'follows a later announcement', shiftMs: dayMs, wantMs: publishedMs + dayMs },
    { name: 'does not go back for an earlier one', shiftMs: -dayMs, wantMs: publishedMs },
  ])('$name', ({ shiftMs, wantMs }) => {
    const announced = { ...announcement, updatedMs: publishedMs + shiftMs }

    expect(updatedOf(fill([sampleEntry()], format, announced), format)).toBe(wantMs)
  })
})
