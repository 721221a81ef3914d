import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** The address of the seed's article at its newsroom. */
export const seedArticlePath = '/a/nato-chief-jens-stoltenberg-belarus-russia/31293164.html'
export const seedFeedPath = '/api/'
const upstreamId = `https://www.rferl.org${seedArticlePath}`

/** What is to be found in the seed's article. */
export interface SeedExpectation {
  readonly paragraphs: readonly string[]
  readonly noticeParagraphs: readonly string[]
  readonly credit: string
}

export interface JourneyAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** The product as a runtime runs it, with the seed pulled from a newsroom and three mirrors: two live, one standby. */
export interface JourneyServer {
  readonly seed: SeedExpectation
  /** The path of the article's page. */
  readonly page: string
  ask(host: string, path: string, headers?: Record<string, string>, method?: string): Promise<JourneyAnswer>
  /** How often the newsroom was asked so far. */
  upstreamRequests(): Promise<number>
  rotate(fromHost: string): Promise<void>
  retire(host: string): Promise<void>
  stop(): Promise<void>
}

/** The configuration of the journey. */
export function journeyConfig(upstream: { readonly origin: string; readonly host: string }) {
  return {
    title: 'A mirror',
    sources: [
      {
        id: 'rferl',
        name: 'RFE/RL',
        feeds: [`${upstream.origin}${seedFeedPath}`],
        language: 'en',
        topic: 'belarus',
      },
    ],
    mirrors: [
      { host: 'a.example', state: 'live' as const },
      { host: 'b.example', state: 'live' as const },
      { host: 'c.example' },
    ],
    limits: { allowPrivate: [upstream.host] },
  }
}

/** The seed's feed, its link leading to the newsroom that is played here. */
export function seedFeed(feed: string, origin: string): string {
  return feed.replace(/<link>[^<]*\.html<\/link>/, `<link>${origin}${seedArticlePath}</link>`)
}

/** Upstream page → three feeds and a page on two mirrors → one rotated out: the same on every runtime. */
export function journeyContract(name: string, start: () => Promise<JourneyServer>): void {
  describe(`the journey on ${name}:`, () => {
    let server: JourneyServer
    let page: string
    let seed: SeedExpectation

    beforeAll(async () => {
      server = await start()
      ;({ page, seed } = server)
    })
    afterAll(() => server.stop())

    describe('an article on its way', () => {
      test('stands on a page of each live mirror, whole, and without what does not belong to it', async () => {
        const [a, b] = [await server.ask('a.example', page), await server.ask('b.example', page)]

        expect([a.status, b.status]).toEqual([200, 200])
        expect(a.body).toBe(b.body)
        const text = a.body
          .replace(/<style>.*?<\/style>/s, '')
          .replaceAll('&quot;', '"')
          .replaceAll('&#39;', "'")
          .replaceAll('&amp;', '&')
        for (const paragraph of [...seed.paragraphs, ...seed.noticeParagraphs, seed.credit]) {
          expect(text).toContain(paragraph)
        }
        for (const word of [
          'Crisis In Belarus',
          'Share on Facebook',
          'googletagmanager',
          '<script',
          'Editors',
        ]) {
          expect(text).not.toContain(word)
        }
      })

      test.each([
        { format: 'rss', type: 'application/rss+xml' },
        { format: 'atom', type: 'application/atom+xml' },
        { format: 'json', type: 'application/feed+json' },
      ])(
        'stands in the $format feeds under its upstream id, with links on the host that was asked',
        async ({ format, type }) => {
          for (const name of ['all', 'source-rferl', 'lang-en', 'topic-belarus', 'all-light']) {
            for (const host of ['a.example', 'b.example']) {
              const { status, headers, body } = await server.ask(host, `/feeds/${name}.${format}`)

              expect(status).toBe(200)
              expect(headers['content-type']).toContain(type)
              expect(body).toContain(upstreamId)
              expect(body).toContain(`https://${host}${page}`)
              expect(body).not.toContain(host === 'a.example' ? 'b.example' : 'a.example')
            }
          }
        },
      )

      test('comes with the publisher’s notice in every form that readers get', async () => {
        const notice = 'you could face fines or imprisonment for sharing'
        for (const path of [
          page,
          page.replace('.html', '.txt'),
          page.replace('.html', '.md'),
          '/feeds/all.rss',
          '/feeds/all.json',
        ]) {
          expect((await server.ask('a.example', path)).body).toContain(notice)
        }
      })

      test('is not fetched again on a reader’s request', async () => {
        const before = await server.upstreamRequests()
        await server.ask('a.example', page)
        await server.ask('b.example', '/feeds/all.atom')

        expect(await server.upstreamRequests()).toBe(before)
      })

      test('is answered 304 to who has it', async () => {
        const { headers } = await server.ask('a.example', '/feeds/all.rss')
        const again = await server.ask('a.example', '/feeds/all.rss', {
          'if-none-match': String(headers['etag']),
        })

        expect(again).toMatchObject({ status: 304, body: '' })
      })
    })

    describe('a stranger', () => {
      test.each([
        { name: 'a standby', host: 'c.example', path: '/', method: 'GET' },
        { name: 'an unknown host', host: 'other.example', path: '/', method: 'GET' },
        { name: 'an unknown path', host: 'a.example', path: '/wp-login.php', method: 'GET' },
        { name: 'an unknown article', host: 'a.example', path: '/a/000000000000.html', method: 'GET' },
        { name: 'another method', host: 'a.example', path: '/', method: 'POST' },
        { name: 'the operator’s paths', host: 'a.example', path: '/metrics', method: 'GET' },
      ])('gets one small plain answer from $name', async ({ host, path, method }) => {
        const usual = await server.ask('nobody.example', '/nothing')
        const answer = await server.ask(host, path, {}, method)

        expect({ ...answer, headers: { ...answer.headers, date: '' }, rawHeaders: [] }).toEqual({
          ...usual,
          headers: { ...usual.headers, date: '' },
          rawHeaders: [],
        })
        expect(answer.status).toBe(404)
        expect(JSON.stringify(answer)).not.toMatch(/hono|tamizdat|node/i)
      })
    })

    // Changes the pool: stays behind what reads it.
    describe('a rotation', () => {
      test('tells the readers of the old host in feeds and pages, as text, while it still serves', async () => {
        await server.rotate('a.example')

        for (const path of [
          '/',
          '/mirrors.html',
          '/feeds/all.rss',
          '/feeds/all.atom',
          '/feeds/all.json',
          '/feeds/all-light.atom',
        ]) {
          const { status, body } = await server.ask('a.example', path)
          expect(status).toBe(200)
          expect(body).toContain('c.example')
          expect(body).not.toMatch(/href=["'][^"']*c\.example/)
        }
        expect((await server.ask('c.example', page)).status).toBe(200)
        expect((await server.ask('b.example', '/')).body).not.toContain('c.example')
        expect((await server.ask('a.example', '/mirrors.json')).body).toContain('"to":"c.example"')
      })

      test('changes no id and no article page', async () => {
        const [old, next] = [await server.ask('a.example', page), await server.ask('c.example', page)]
        const idsOf = (body: string) => JSON.parse(body).items.map((item: { id: string }) => item.id)

        expect(next.body).toBe(old.body)
        const [before, after] = [
          await server.ask('a.example', '/feeds/all.json'),
          await server.ask('c.example', '/feeds/all.json'),
        ]
        expect(idsOf(before.body).slice(1)).toEqual(idsOf(after.body))
      })

      test('leaves the old host a stranger once it is retired', async () => {
        await server.retire('a.example')

        expect((await server.ask('a.example', page)).status).toBe(404)
      })
    })
  })
}
