import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { missing } from './needs.ts'

const program = '/usr/bin/jing'

/** Debian's RELAX NG validator. */
export const jing = missing(program, 'jing')

const atomGrammar = new URL('../fixtures/schemas/atom.rnc', import.meta.url).pathname

/** What is wrong with these documents by the grammar of Atom (RFC 4287), a line for each fault. */
export async function atomFaults(documents: readonly string[]): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tamizdat-atom-'))
  try {
    const files = documents.map((_, index) => join(folder, `${index}.atom`))
    await Promise.all(documents.map((document, index) => writeFile(files[index] ?? '', document)))
    return await validate(files)
  } finally {
    await rm(folder, { recursive: true })
  }
}

function validate(files: readonly string[]): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    execFile(program, ['-c', atomGrammar, ...files], { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      const faults = stdout.split('\n').filter(line => line !== '')
      if (error !== null && faults.length === 0) reject(new Error(`jing: ${stderr}`, { cause: error }))
      else resolve(faults)
    })
  })
}
