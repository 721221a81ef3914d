import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { templateVersion } from '../../src/core/page/template-version.ts'
import { createReadersApp } from '../../src/http/readers-app.ts'
import { openReadingRoom } from '../support/reading-room.ts'
import { sampleArticle, sampleNowMs } from '../support/sample-article.ts'

// Pages are kept by revision and template version: a template that changes without it would leave old pages standing.
const file = new URL(`../fixtures/pages/template-${templateVersion}.json`, import.meta.url)

test(`pages and feeds look as they did when template version ${templateVersion} was made`, async () => {
  const room = await openReadingRoom()
  for (const n of [2, 1]) await room.archive.put(sampleArticle(n), { nowMs: sampleNowMs })
  const app = createReadersApp(room)
  const id = sampleArticle(1).identity.articleId
  const paths = [
    '/',
    `/a/${id}.html`,
    `/a/${id}.txt`,
    `/a/${id}.md`,
    '/all.html',
    '/lang-ru.html',
    '/subscribe.html',
  ]
  const hashes: Record<string, string> = {}
  for (const path of [
    ...paths,
    '/mirrors.html',
    '/feeds/all.rss',
    '/feeds/all.atom',
    '/feeds/all.json',
    '/feeds.opml',
  ]) {
    const answer = await app.fetch(new Request(`https://a.example${path}`))
    hashes[path] = createHash('sha256')
      .update(await answer.text())
      .digest('hex')
  }

  expect(
    hashes,
    `raise templateVersion and write ${file.pathname.split('/').slice(-4).join('/')} anew`,
  ).toEqual(JSON.parse(readFileSync(file, 'utf8')))
})
