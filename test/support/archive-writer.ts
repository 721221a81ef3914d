import { openSqlite } from '../../src/adapters/node/sqlite.ts'
import { createSqlArchive } from '../../src/adapters/sql/archive.ts'
import { sampleArticle, sampleEntry, sampleNowMs } from './sample-article.ts'

// Archives sample articles FROM to TO in FILE, and prints the id of each as soon as it is archived.
const [file = '', from, to] = process.argv.slice(2)
const archive = createSqlArchive(await openSqlite(file))
for (let n = Number(from); n <= Number(to); n++) {
  const { id } = await archive.put(sampleArticle(n), { entry: sampleEntry(n), nowMs: sampleNowMs })
  process.stdout.write(`${id}\n`)
}
await archive.close()
