import { readFile, writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { example } from '../command-options.ts'
import { write } from '../print.ts'
import { readPublicKey } from '../read-public-key.ts'
import type { Session } from '../session.ts'

const page = new URL('../../verifier/verifier.html', import.meta.url)

export function addVerifier(program: Command, { terminal }: Session): void {
  program
    .command('verifier <file>')
    .description('write a page that checks articles in a browser without a network, for readers to hand on')
    .requiredOption('--key <key>', "the newsroom's public key, which the page is to hold")
    .addHelpText('after', example('verifier check.html --key keys/root.pub'))
    .action(async (file: string, options: { readonly key: string }) => {
      const key = await readPublicKey(options.key)
      const written = (await readFile(page, 'utf8')).replace(/(<input id="key"[^>]* value=")/, `$1${key}`)
      await writeFile(file, written)
      await write(terminal, `wrote ${file}, for the key ${key}\n`)
    })
}
