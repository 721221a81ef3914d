import { expect, test } from 'vitest'
import { AppError } from '../../../src/core/errors.ts'
import { parseFeed } from '../../../src/core/feed/parse-feed.ts'
import { growthOf, mostGrowth } from '../../support/growth.ts'

// Feeds built to exhaust us: twice the feed may take twice the time, and not four times.

const inItem = (inner: string): string =>
  `<rss><channel><item><title>A</title>${inner}</item></channel></rss>`

test.each([
  { name: 'space in a date', build: (n: number) => inItem(`<pubDate>Sat Sep 7${' '.repeat(n)}x</pubDate>`) },
  {
    name: 'comments that never end in titles',
    build: (n: number) =>
      `<feed xmlns="http://www.w3.org/2005/Atom">${`<entry><title type="html">${'&lt;!--'.repeat(2_500)}</title></entry>`.repeat(n / 8_000)}</feed>`,
  },
  {
    name: 'sections within names that never end',
    build: (n: number) =>
      `<rss><channel>${Array.from({ length: n / 2 }, (_, at) => `<item><a${at}><![CDATA[<![CDATA[]]></item>`).join('')}</channel></rss>`,
  },
  {
    name: 'commas deep in broken JSON',
    build: (n: number) => `{"items":${'['.repeat(480)}${'1,'.repeat(n)}`,
  },
])(
  '$name: four times as many take no more than about four times as long',
  ({ build }) => {
    const read = (body: Uint8Array): void => {
      try {
        parseFeed({ body, contentType: null, url: null })
      } catch (error) {
        if (!(error instanceof AppError)) throw error
      }
    }
    const written = (many: number): Uint8Array => new TextEncoder().encode(build(many))

    expect(growthOf(read, written(16_000), written(64_000))).toBeLessThanOrEqual(mostGrowth)
  },
  60_000,
)
