import type { Command } from 'commander'
import { AppError, asAppError } from '../../core/errors.ts'
import { configOption, example } from '../command-options.ts'
import { write } from '../print.ts'
import type { Runtime } from '../runtime.ts'
import { type Session, withRuntime } from '../session.ts'

interface PanicOptions {
  readonly config: string
  readonly yes?: boolean
}

export function addPanic(program: Command, session: Session): void {
  program
    .command('panic')
    .description('after a seizure, or before one: wipe keys, invites and measurements; hosts and covers stay')
    .option('--yes', 'do it; without it only what would be done is said')
    .addOption(configOption())
    .addHelpText('after', example('panic --yes'))
    .action((options: PanicOptions) =>
      options.yes === true ? wipeAll(options, session) : sayPlan(options, session),
    )
}

/** Without the signing key, so that it can be done again where the key is gone already. */
function withArchive<Result>(
  { config }: PanicOptions,
  session: Session,
  use: (runtime: Runtime) => Promise<Result>,
): Promise<Result> {
  return withRuntime(session, { config, adjust: loaded => ({ ...loaded, signing: null }) }, use)
}

async function sayPlan(options: PanicOptions, session: Session): Promise<void> {
  const invites = await withArchive(options, session, describeInvites)
  const { secrets, copies } = await listFiles(options, session)
  await write(
    session.terminal,
    `Would wipe, for ever:\n${invites}${describeFiles(secrets, copies)}` +
      'Articles, hosts and covers stay. Do it: npx tamizdat panic --yes\n',
  )
}

/** An archive that cannot be opened stops nothing else. */
async function wipeAll(options: PanicOptions, session: Session): Promise<void> {
  const invites = await withArchive(options, session, async runtime => {
    const described = await describeInvites(runtime)
    await runtime.mirrorLog.wipeGroups()
    await runtime.measurementLog.wipe()
    return described
  }).catch((error: unknown) => asAppError(error, 'archive-failed'))
  const { secrets, copies, store } = await listFiles(options, session)
  const { wipeFiles } = await import('../wipe-files.ts')
  const failed = await wipeFiles([...secrets, ...copies])
  await write(
    session.terminal,
    `Wiped:\n${invites instanceof AppError ? '' : invites}${describeFiles(secrets, copies)}` +
      `${failed.map(file => `NOT wiped: ${file}\n`).join('')}` +
      'A disk may keep what was overwritten, and a backup does: destroy those. Keys in environment variables are\n' +
      'not reached: unset them, and restart `serve`, which still holds the key in memory. Readers need new invites.\n',
  )
  if (invites instanceof AppError)
    throw new AppError('archive-failed', `invites and measurements are NOT wiped: ${invites.message}`, {
      cause: invites,
      next: `destroy the archive as a whole: shred -u ${store}*`,
    })
}

async function describeInvites({ mirrorLog }: Runtime): Promise<string> {
  const { groups, invites } = await mirrorLog.readGroups()
  return (
    `${invites.length} invites in ${groups.length} groups, and which hosts they knew\n` +
    'what probes saw of hosts\n'
  )
}

async function listFiles({ config }: PanicOptions, { roots }: Session) {
  const { keyFiles, store } = await roots.loadConfig(config)
  const copies = await roots.listCopies(store.file)
  return { secrets: keyFiles, copies: copies.map(({ file }) => file), store: store.file }
}

function describeFiles(secrets: readonly string[], copies: readonly string[]): string {
  const lines = [
    ...secrets.map(file => `the secret in ${file}`),
    ...copies.map(file => `what an upgrade kept in ${file}`),
  ]
  return lines.map(line => `${line}\n`).join('')
}
