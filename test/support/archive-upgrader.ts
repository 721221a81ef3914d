import { openSqlite } from '../../src/adapters/node/sqlite.ts'

// Opens FILE as every command does, and says when it begins.
const [file = ''] = process.argv.slice(2)
process.stdout.write('begins\n')
await (await openSqlite(file)).close()
