import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseConfig } from '../../src/config/parse-config.ts'
import { writeWranglerConfig } from '../../src/config/wrangler-config.ts'

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Writes a Worker over one source on loopback into a folder; gives the file of wrangler's configuration. */
export async function writeWorker(
  folder: string,
  { host, upstream }: { readonly host: string; readonly upstream: string },
): Promise<string> {
  const written = {
    title: 'Mirror',
    sources: [
      {
        id: 'news',
        name: 'News',
        feeds: [`http://${upstream}/rss`],
        language: 'en',
        politeness: { delaySeconds: 0 },
      },
    ],
    mirrors: [{ host, state: 'live' }],
    limits: { allowPrivate: [upstream] },
    edge: { plan: 'paid' },
  }
  const entry = join(folder, 'worker.ts')
  await writeFile(
    entry,
    `import { createWorker } from ${JSON.stringify(pathOf('../../src/create-worker.ts'))}\nexport default createWorker(${JSON.stringify(written)})\n`,
  )
  const file = join(folder, 'wrangler.jsonc')
  const names = {
    name: 'tamizdat',
    databaseId: '00000000-0000-0000-0000-000000000000',
    entry,
    siteRules: null,
    setsDomains: false,
    packageFile: pathOf('../../src/config/define-config.ts'),
  }
  const config = parseConfig(written, () => '')
  await writeFile(file, writeWranglerConfig(config, names))
  return file
}
