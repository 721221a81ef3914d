import { generateKeyPairSync } from 'node:crypto'
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { importSources, writeSources } from '../../config/write-sources.ts'
import { AppError } from '../../core/errors.ts'
import { example } from '../command-options.ts'
import { configTemplate } from '../config-template.ts'
import { write } from '../print.ts'
import { readDocument } from '../read-document.ts'
import type { Session } from '../session.ts'

const ignored = ['/keys/', '/data/']

export function addInit(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('init [dir]')
    .description('write a commented mirrors.config.ts and a signing key')
    .option('--opml <file>', 'take the sources from the feeds of a reading list')
    .option('--force', 'overwrite a configuration that is there; a key is kept')
    .addHelpText('after', example('init my-mirrors'))
    .action(async (dir = '.', options: { force?: boolean; opml?: string }) => {
      const configFile = join(dir, 'mirrors.config.ts')
      const keyFile = join(dir, 'keys', 'signing.key')
      const sources = options.opml === undefined ? undefined : await readSources(session, options.opml)
      await mkdir(dir, { recursive: true })
      await mkdir(join(dir, 'keys'), { recursive: true, mode: 0o700 })
      const isNew = await writeNew(configFile, configTemplate(sources), {
        force: options.force ?? false,
        mode: 0o644,
      })
      if (!isNew) throw alreadyThere(configFile)
      const isKeyNew = await writeNew(keyFile, makeSigningKey(), { force: false, mode: 0o600 })
      await ignore(join(dir, '.gitignore'))
      const key = isKeyNew ? keyFile : `${keyFile} (kept)`
      const next = dir === '.' ? 'npx tamizdat serve' : `npx tamizdat serve --config ${configFile}`
      await write(
        terminal,
        `wrote ${configFile}\nwrote ${key}\n\nNext: look through ${configFile}, then\n  ${next}\n`,
      )
    })
}

async function readSources(session: Session, file: string): Promise<string> {
  const { body } = await readDocument(session, file, {})
  const { readOpml } = await import('../../core/feed/read-opml.ts')
  const sources = importSources(readOpml(body))
  if (sources.length > 0) return writeSources(sources)
  throw new AppError('feed-unreadable', `no feed stands in ${file}`, {
    next: 'export the list of subscriptions from the feed reader once more',
  })
}

/** An Ed25519 private key as the configuration takes it: PKCS #8 (RFC 8410) in PEM. */
function makeSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** Writes a file that is not there yet, or that may be overwritten; false if it was left alone. */
async function writeNew(
  file: string,
  content: string,
  { force, mode }: { readonly force: boolean; readonly mode: number },
): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: force ? 'w' : 'wx', mode })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

async function ignore(file: string): Promise<void> {
  const present = await readIfThere(file)
  const missing = ignored.filter(line => !present.split('\n').includes(line))
  if (missing.length === 0) return
  const lineBreak = present === '' || present.endsWith('\n') ? '' : '\n'
  await appendFile(file, `${lineBreak}${missing.join('\n')}\n`)
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return ''
    throw error
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

function alreadyThere(file: string): AppError {
  return new AppError('wrong-usage', `${file} is there already`, {
    next: 'use it as it is, name another folder, or overwrite it with --force',
  })
}
