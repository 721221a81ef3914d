import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { missing } from '../needs.ts'
import type { ReaderKind } from './reader.ts'

const run = promisify(execFile)
const program = '/usr/bin/newsboat'

/** newsboat with its configuration as it comes: curl underneath, articles in SQLite. */
export const newsboat: ReaderKind = {
  name: 'newsboat',
  need: missing(program, 'newsboat'),
  async open({ port, folder }) {
    const [urls, cache, config] = [join(folder, 'urls'), join(folder, 'cache.db'), join(folder, 'config')]
    await writeFile(config, '')
    return {
      follow: host => writeFile(urls, `http://${host}:${port}/feeds/all.rss\n`),
      async poll() {
        await run(program, ['-u', urls, '-c', cache, '-C', config, '-x', 'reload'])
      },
      async kept() {
        const rows = new DatabaseSync(cache).prepare('select guid, title from rss_item').all()
        return rows.map(row => ({ id: String(row['guid']), title: String(row['title']) }))
      },
      close: async () => undefined,
    }
  },
}
