import type { Command } from 'commander'
import { AppError } from '../../core/errors.ts'
import type { StoreCopy } from '../../operations/copy-store.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { write, writeJson } from '../print.ts'
import type { Session, Terminal } from '../session.ts'

interface CommonOptions {
  readonly config: string
  readonly json?: boolean
}

interface MoveOptions {
  readonly from: string
  readonly to: string
  readonly replace?: boolean
  readonly json?: boolean
}

// As long as a large archive takes, and no longer than a command that was killed may hold a Worker up.
const holdSeconds = 900

export function addBackup(program: Command, session: Session): void {
  program
    .command('backup')
    .argument('<file>', 'new file: lines where it ends with .ndjson, else SQLite')
    .description('write the whole archive into a file, and compare them')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('backup archive.ndjson'))
    .action(async (file: string, options: CommonOptions) => {
      const { store } = await session.roots.loadConfig(options.config)
      await carry({ from: store.file, to: file }, session, options)
    })
}

export function addRestore(program: Command, session: Session): void {
  program
    .command('restore')
    .argument('<file>', 'a backup')
    .description("bring a backup back into the configuration's store, which has to be new")
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('restore archive.ndjson'))
    .action(async (file: string, options: CommonOptions) => {
      const { store } = await session.roots.loadConfig(options.config)
      await carry({ from: file, to: store.file }, session, options)
      const { found, present } = await session.roots.readSchema(store.file)
      if (options.json || found === null || found >= present) return
      await write(
        session.terminal,
        `It is of schema ${found}, as the backup is; the next command upgrades it to ${present}, and keeps a copy.\n`,
      )
    })
}

export function addMove(program: Command, session: Session): void {
  program
    .command('move')
    .description('carry an archive from one store to another, and compare them')
    .requiredOption('--from <store>', 'a file, or https://DESK of a Worker')
    .requiredOption('--to <store>', 'a file that is new, or https://DESK of a Worker whose archive is empty')
    .option(
      '--replace',
      "take out what the Worker's archive holds, such as what it pulled since it was deployed",
    )
    .addOption(jsonOption())
    .addHelpText('after', example('move --from data/tamizdat.db --to https://desk.example.org --replace'))
    .action((options: MoveOptions) => carry(options, session, options))
}

async function carry(
  { from, to }: { readonly from: string; readonly to: string },
  { roots, terminal }: Session,
  { json = false, replace = false }: { readonly json?: boolean; readonly replace?: boolean },
): Promise<void> {
  const { compareStores, copyStore } = await import('../../operations/copy-store.ts')
  if (replace && !/^https?:/.test(to))
    throw new AppError('wrong-usage', '--replace is for a Worker: a file is never written over', {
      next: 'name a file that is new',
    })
  const source = await roots.openStore(from, 'read')
  const target = await roots.openStore(to, { schema: await source.schema() })
  // A Worker goes on to serve, and stands still in everything that writes.
  await source.hold(holdSeconds)
  await target.hold(holdSeconds)
  try {
    await copyStore(source, target, replace)
    // What was written has its name only now, and is read as anybody would.
    await target.close()
    const written = await roots.openStore(to, 'read')
    const { tables, hash } = await compareStores(source, written)
    await written.close()
    return await report({ from, to, tables, hash }, terminal, json)
  } finally {
    await source.hold(0)
    await target.hold(0)
    await source.close()
  }
}

async function report(
  { from, to, tables, hash }: StoreCopy & { readonly from: string; readonly to: string },
  terminal: Terminal,
  json: boolean,
): Promise<void> {
  const counts = Object.fromEntries(tables.map(({ table, rows }) => [table, rows]))
  if (json) await writeJson(terminal, { from, to, hash, rows: counts })
  else
    await write(
      terminal,
      `${counts['articles'] ?? 0} articles in ${counts['revisions'] ?? 0} revisions: ${from} → ${to}\n` +
        `compared row by row, the same: ${hash}\n`,
    )
}
