import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Command, Option } from 'commander'
import { AppError } from '../../core/errors.ts'
import { toIso } from '../../core/instant.ts'
import type { Signer } from '../../ports/signer.ts'
import { example, jsonOption, parseCount } from '../command-options.ts'
import { formatFacts, write, writeJson } from '../print.ts'
import { readPublicKey } from '../read-public-key.ts'
import type { Session } from '../session.ts'

interface KeygenOptions {
  readonly root?: boolean
  readonly online?: boolean
  readonly dir: string
  readonly with: string
  readonly days: number
  readonly keep?: boolean
  readonly revoke?: readonly string[]
  readonly json?: boolean
}

const dayMs = 86_400_000

export function addKeygen(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('keygen')
    .description(
      'make a signing key; with --root an offline key, with --online a key for a server that the root delegates to',
    )
    .option('--root', 'make a root key, to be kept offline; if one is there it hands over to the new one')
    .option('--online', 'make a signing key and delegate to it by the root key')
    .option('--dir <folder>', 'folder of the keys', 'keys')
    .option('--with <file>', 'the root key that delegates (default: root.key in the folder)')
    .addOption(
      new Option('--days <number>', 'how long the delegation holds').argParser(parseCount).default(30),
    )
    .option('--keep', 'delegate anew to the signing key that is there')
    .option('--revoke <key...>', 'online keys not to be believed any more')
    .addOption(jsonOption())
    .addHelpText('after', example('keygen --online --with /media/stick/root.key'))
    .action(async (options: KeygenOptions) => {
      await mkdir(options.dir, { recursive: true, mode: 0o700 })
      const facts = await makeKeys(options, session)
      if (options.json) await writeJson(terminal, facts)
      else await write(terminal, formatFacts(facts))
    })
}

type KeyFacts = Readonly<Record<string, string>>

async function makeKeys(options: KeygenOptions, session: Session): Promise<KeyFacts> {
  if (options.root && options.online)
    throw new AppError('wrong-usage', '--root and --online are two steps', {
      next: 'make the root key first, on a computer without a network',
    })
  if (options.root) return makeRoot(options, session)
  if (options.online) return makeOnline(options, session)
  const key = join(options.dir, 'signing.key')
  return { key, public: await makeKeyFile(key) }
}

/** A new root; the old one, if there is one, signs that it hands over, and is kept under another name. */
async function makeRoot({ dir }: KeygenOptions, session: Session): Promise<KeyFacts> {
  const file = join(dir, 'root.key')
  const old = await readIfThere(file)
  if (old === '') {
    const key = await makeKeyFile(file)
    await writeFile(join(dir, 'root.pub'), publicPem(await readFile(file, 'utf8')))
    return { key: file, public: key, next: 'take root.key offline; give root.pub to readers' }
  }
  const { succeedRoot } = await import('../../core/signature/chain.ts')
  const oldRoot = await session.roots.openSigner(old)
  const retired = join(dir, `root-${oldRoot.publicKey.slice(0, 8)}.key`)
  await writeFile(retired, old, { flag: 'wx', mode: 0o600 })
  const next = makePem()
  const nextRoot = await session.roots.openSigner(next)
  const chain = await changeChain(dir, before =>
    succeedRoot(oldRoot, { next: nextRoot.publicKey, chain: before, nowMs: Date.now() }),
  )
  await writeFile(file, next, { mode: 0o600 })
  await writeFile(join(dir, 'root.pub'), publicPem(next))
  return { key: file, public: nextRoot.publicKey, 'old root': retired, chain }
}

async function makeOnline(options: KeygenOptions, session: Session): Promise<KeyFacts> {
  const { dir, days, keep, revoke = [] } = options
  const { delegateKey } = await import('../../core/signature/chain.ts')
  const root = await readRoot(options.with ?? join(dir, 'root.key'), session)
  const file = join(dir, 'signing.key')
  const online = keep
    ? (await session.roots.openSigner(await readFile(file, 'utf8'))).publicKey
    : await makeKeyFile(file, { replace: true })
  const revoked = await Promise.all(revoke.map(readPublicKey))
  const nowMs = Date.now()
  const chain = await changeChain(dir, before =>
    delegateKey(root, { online, days, revoked, chain: before, nowMs }),
  )
  return { key: file, public: online, root: root.publicKey, chain, until: toIso(nowMs + days * dayMs) }
}

/** Successions and delegations, as the server is given them beside its key. */
async function changeChain(dir: string, change: (before: string) => Promise<string>): Promise<string> {
  const file = join(dir, 'delegation.txt')
  await writeFile(file, await change(await readIfThere(file)))
  return file
}

async function readRoot(file: string, { roots }: Session): Promise<Signer> {
  const pem = await readIfThere(file)
  if (pem !== '') return roots.openSigner(pem)
  throw new AppError('wrong-usage', `there is no root key ${file}`, {
    next: 'name it with --with FILE, or make one: tamizdat keygen --root',
  })
}

/** @returns the public half, in base64url. */
async function makeKeyFile(file: string, { replace = false } = {}): Promise<string> {
  const pem = makePem()
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(file, pem, { flag: replace ? 'w' : 'wx', mode: 0o600 }).catch(cause => {
    if (cause.code !== 'EEXIST') throw cause
    throw new AppError('wrong-usage', `${file} is there already`, {
      cause,
      next: 'a lost key can not be had again: move it away first, or name another folder with --dir',
    })
  })
  return readPublicKey(file)
}

/** An Ed25519 private key as the configuration takes it: PKCS #8 (RFC 8410) in PEM. */
function makePem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function publicPem(pem: string): string {
  return createPublicKey(pem).export({ type: 'spki', format: 'pem' }).toString()
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}
