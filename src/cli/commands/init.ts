import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { parseConfig } from '../../config/parse-config.ts'
import { importSources, writeSources } from '../../config/write-sources.ts'
import { AppError } from '../../core/errors.ts'
import { example } from '../command-options.ts'
import { configTemplate, type TemplateParts } from '../config-template.ts'
import { write } from '../print.ts'
import { readDocument } from '../read-document.ts'
import type { Session } from '../session.ts'

const ignored = ['/keys/', '/data/']

interface InitOptions {
  readonly site?: string
  readonly host?: readonly string[]
  readonly allowPrivate?: readonly string[]
  readonly opml?: string
  readonly force?: boolean
}

export function addInit(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('init [dir]')
    .description(
      "write a commented mirrors.config.ts and the keys; with --site, find a newsroom's feeds first",
    )
    .option('--site <url>', "the newsroom's address: its feeds are found and followed")
    .option('--host <name...>', 'your public host names: the first is live, the others stand by')
    .option(
      '--allow-private <address...>',
      'addresses (IP:PORT) that may be fetched though they are not public',
    )
    .option('--opml <file>', 'take the sources from the feeds of a reading list')
    .option('--force', 'overwrite a configuration that is there; a key is kept')
    .addHelpText(
      'after',
      example('init my-mirrors --site https://www.example.org --host a.example.net b.example.com'),
    )
    .action(async (dir = '.', options: InitOptions) => {
      const configFile = join(dir, 'mirrors.config.ts')
      if (!options.force && (await readIfThere(configFile)) !== '') throw alreadyThere(configFile)
      const parts = await gatherParts(options, session)
      await mkdir(join(dir, 'keys'), { recursive: true, mode: 0o700 })
      const written = configTemplate({
        ...parts,
        ...(options.host && { hosts: options.host }),
        ...(options.allowPrivate && { allowPrivate: options.allowPrivate }),
      })
      checkConfig(options)
      await writeNew(configFile, written, { force: options.force ?? false, mode: 0o644 })
      const keys = await Promise.all([
        writeSecret(join(dir, 'keys', 'signing.key'), makeSigningKey()),
        writeSecret(join(dir, 'keys', 'operator.token'), `${randomBytes(32).toString('base64url')}\n`),
      ])
      await ignore(join(dir, '.gitignore'))
      await write(terminal, describeWritten(dir, [configFile, ...keys]))
    })
}

/** What the configuration says of sources: found on a newsroom's site, read from a list, or an example. */
async function gatherParts(
  { opml, site, allowPrivate = [] }: InitOptions,
  session: Session,
): Promise<TemplateParts> {
  if (opml !== undefined) return { sources: await readSources(session, opml) }
  const asked =
    site ?? (await session.terminal.ask?.("The newsroom's address (leave empty for an example): "))
  if (asked === undefined || asked.trim() === '') return {}
  const { findSources } = await import('./init/find-sources.ts')
  return findSources(asked.trim(), allowPrivate, session)
}

/** @throws AppError `wrong-usage` for a host or an address that no configuration takes. */
function checkConfig({ host = [], allowPrivate = [] }: InitOptions): void {
  const mirrors = host.map(each => ({ host: each }))
  parseConfig({ title: 'new', mirrors, limits: { allowPrivate } }, () => '')
}

function describeWritten(dir: string, files: readonly string[]): string {
  const config = dir === '.' ? '' : ` --config ${join(dir, 'mirrors.config.ts')}`
  const lines = files.map(file => `wrote ${file}\n`).join('')
  return `${lines}\nNext: look through ${files[0]}, then\n  npx tamizdat serve${config}\n  npx tamizdat doctor${config}\n`
}

async function writeSecret(file: string, content: string): Promise<string> {
  const isNew = await writeNew(file, content, { force: false, mode: 0o600 })
  return isNew ? file : `${file} (kept)`
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
