import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../core/errors.ts'

/**
 * Lets the operator change a text in the editor that VISUAL or EDITOR names.
 * @returns the text as it was saved.
 * @throws AppError `wrong-usage` where there is no editor, or it was left with a failure.
 */
export async function editText(text: string, fileName: string): Promise<string> {
  const editor = process.env['VISUAL'] || process.env['EDITOR']
  if (!editor)
    throw new AppError('wrong-usage', 'neither VISUAL nor EDITOR names an editor', {
      next: 'set one, or give the correction with --title, --text FILE, --summary or --note',
    })
  // Only its owner may read the folder: an unpublished text stands in it.
  const folder = await mkdtemp(join(tmpdir(), 'tamizdat-edit-'))
  try {
    const file = join(folder, fileName)
    await writeFile(file, text, { mode: 0o600 })
    // EDITOR may hold options, as in `code --wait`; a shell takes them apart as the operator's own would.
    const { status } = spawnSync('/bin/sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit' })
    if (status !== 0) throw new AppError('wrong-usage', `the editor "${editor}" failed; nothing was changed`)
    return await readFile(file, 'utf8')
  } finally {
    await rm(folder, { recursive: true })
  }
}
