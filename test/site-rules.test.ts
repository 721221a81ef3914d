import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { createMemoryLog } from '../src/adapters/memory/log.ts'
import { createExtractor } from '../src/adapters/web/extractor.ts'
import { parseConfig } from '../src/config/parse-config.ts'
import { openNode } from '../src/node.ts'
import { ruledFeed, ruledPage, siteRulesContract } from './contracts/site-rules.ts'
import { type ScriptedServer, startScriptedServer } from './support/scripted-server.ts'

let upstream: ScriptedServer
let folder: string
let runs = 0

beforeAll(async () => {
  upstream = await startScriptedServer()
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-rules-'))
  upstream.script('/rss', {
    headers: { 'content-type': 'application/rss+xml' },
    body: ruledFeed(`${upstream.origin}/1.html`),
  })
  upstream.script('/1.html', { headers: { 'content-type': 'text/html; charset=utf-8' }, body: ruledPage })
})
afterAll(async () => {
  await upstream.close()
  await rm(folder, { recursive: true })
})

siteRulesContract('Node', async () => ({
  async textWith({ sites = [], files = {}, own = {} }) {
    const home = join(folder, String(++runs))
    const siteConfigs = join(home, 'sites')
    await mkdir(siteConfigs, { recursive: true })
    for (const [host, text] of Object.entries(files)) await writeFile(join(siteConfigs, `${host}.txt`), text)
    const config = parseConfig(
      {
        title: 'T',
        sources: [
          { id: 'ruled', name: 'Ruled', feeds: [`${upstream.origin}/rss`], language: 'en', rules: own },
        ],
        sites,
        siteConfigs,
        store: { file: join(home, 'archive.db') },
        limits: { allowPrivate: [upstream.host] },
      },
      () => '',
    )
    const runtime = await openNode(config, { log: createMemoryLog(), extractor: createExtractor() })
    try {
      await runtime.pull({ signal: new AbortController().signal })
      const [article] = await runtime.archive.newest('all', 1)
      return article?.text ?? ''
    } finally {
      await runtime.close()
    }
  },
}))
