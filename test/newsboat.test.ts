import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { missing } from './support/needs.ts'
import { type Newsroom, startNewsroom } from './support/newsroom.ts'
import { startServer, type TestServer } from './support/runtime.ts'

// What a reader's own program makes of a feed of ours.

const run = promisify(execFile)
const program = '/usr/bin/newsboat'
const newsboat = missing(program, 'newsboat')
let newsroom: Newsroom | undefined
let server: TestServer | undefined
let folder: string | undefined

afterEach(async () => {
  await server?.stop()
  await newsroom?.server.close()
  if (folder !== undefined) await rm(folder, { recursive: true })
})

test.skipIf(newsboat.skip)(
  `newsboat shows every article with its whole text, and is answered 304 when nothing is new${newsboat.note}`,
  async () => {
    newsroom = await startNewsroom({ firstMs: Date.now() - 3_600_000 })
    server = await startServer({
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
      // curl, which newsboat fetches with, takes every name under .localhost for loopback (RFC 6761 §6.3).
      mirrors: [{ host: 'a.localhost', state: 'live' }],
      limits: { allowPrivate: [newsroom.server.host] },
    })
    for (let n = 0; n < 3; n++) newsroom.publish()
    await server.runtime.pull({ signal: AbortSignal.timeout(10_000) })
    folder = await mkdtemp(join(tmpdir(), 'tamizdat-newsboat-'))
    const [urls, cache, config] = ['urls', 'cache.db', 'config'].map(name => join(folder ?? '', name)) as [
      string,
      string,
      string,
    ]
    await writeFile(urls, `http://a.localhost:${server.serving.port}/feeds/all.rss\n`)
    await writeFile(config, '')

    // Its first fetch keeps no validators: it begins with the second.
    for (let n = 0; n < 3; n++) await run(program, ['-u', urls, '-c', cache, '-C', config, '-x', 'reload'])

    const items = new DatabaseSync(cache)
      .prepare('select guid, title, content from rss_item order by guid')
      .all()
    expect(items.map(item => [item['guid'], item['title']])).toEqual(
      [1, 2, 3].map(n => [`tag:valley.example,2026:${n}`, `Article number ${n}`]),
    )
    for (const item of items) expect(String(item['content'])).toContain('Part 8 of article')
    expect((await server.askOperator('/metrics')).body).toMatch(/kind="unchanged"\} 1\n/)
  },
)
