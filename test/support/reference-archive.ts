import { parseConfig } from '../../src/config/parse-config.ts'
import { hashHex } from '../../src/core/digest.ts'
import type { Archive } from '../../src/ports/archive.ts'
import { rfcKey } from '../contracts/signer.ts'
import { sampleArticle, sampleNowMs } from './sample-article.ts'

// One archive that two runtimes are to make the same bytes of.

export const referenceNowMs = sampleNowMs + 60_000

export const referenceConfig = parseConfig(
  {
    title: 'Зеркало',
    sources: [{ id: 'example', name: 'Example News', feeds: ['https://news.example/rss'], language: 'ru' }],
    mirrors: [
      { host: 'a.example', state: 'live' },
      { host: 'b.example', state: 'live' },
      { host: 'c.example' },
    ],
    signing: { key: { kind: 'secret', name: 'SIGNING_KEY' } },
  },
  () => rfcKey,
)

const long = Array.from({ length: 150 }, (_, n) => `Абзац ${n}: ${hashHex(`${n}`).repeat(4)}.`)

/** Articles of several scripts, one of several pages, one revised, one withdrawn. */
export async function fillReference(archive: Archive): Promise<void> {
  const nowMs = sampleNowMs
  for (let n = 60; n > 0; n--) await archive.put(sampleArticle(n), { nowMs })
  const { html } = sampleArticle(0)
  const paged = long.map(text => `${html.slice(0, 3)}${text}</p>`).join('') as typeof html
  await archive.put(sampleArticle(0, { html: paged, text: long.join('\n\n') }), { nowMs })
  await archive.put(sampleArticle(2, { title: 'Новый заголовок', text: 'Другой текст.' }), {
    nowMs: nowMs + 1,
  })
  const withdrawn = sampleArticle(3).identity.articleId
  await archive.withdraw(withdrawn, { reason: 'По просьбе', actor: 'anna', nowMs: nowMs + 2 })
}

const id = (n: number) => sampleArticle(n).identity.articleId

export const referencePaths = [
  '/',
  '/all.html',
  '/all_2.html',
  '/source-example.html',
  '/subscribe.html',
  '/mirrors.html',
  '/mirrors.json',
  '/feeds.opml',
  ...['rss', 'atom', 'json'].flatMap(format =>
    ['all', 'all-light', 'all-1', 'source-example', 'lang-ru', 'topic-world'].map(
      name => `/feeds/${name}.${format}`,
    ),
  ),
  ...[0, 1, 2, 3].flatMap(n => ['.html', '.txt', '.md', '.sig'].map(form => `/a/${id(n)}${form}`)),
  `/a/${id(0)}-2.html`,
  `/a/${id(0)}-3.html`,
]

export type Ask = (host: string, path: string) => Promise<Response>

/** `HOST PATH` with the status, the validator of the plain body, and a hash of it. */
export type ReferenceHashes = Readonly<Record<string, string>>

export async function hashBodies(
  ask: Ask,
  wanted: readonly string[] = referencePaths,
): Promise<ReferenceHashes> {
  const hashes: Record<string, string> = {}
  for (const host of ['a.example', 'b.example'])
    for (const path of wanted) {
      const response = await ask(host, path)
      hashes[`${host} ${path}`] =
        `${response.status} ${response.headers.get('etag')} ${hashHex(await response.text())}`
    }
  return hashes
}
