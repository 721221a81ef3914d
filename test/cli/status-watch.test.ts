import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startProgram } from '../support/command-line.ts'

test('status --watch goes on until Ctrl-C, which is no failure', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tamizdat-watch-'))
  const file = join(folder, 'mirrors.config.ts')
  await writeFile(
    file,
    `import { defineConfig } from 'tamizdat'\nexport default defineConfig({ title: 'Watched' })\n`,
  )
  const program = startProgram(['status', '--watch', '1', '--config', file])

  await program.prints('Watched')
  await program.prints('\n\n20')
  program.child.kill('SIGINT')
  const { exitCode, output, errors } = await program.ended
  await rm(folder, { recursive: true })

  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
  expect(output.split('Watched').length).toBeGreaterThan(2)
}, 60_000)
