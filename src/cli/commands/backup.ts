import type { Command } from 'commander'
import { configOption, example, jsonOption } from '../command-options.ts'
import { write, writeJson } from '../print.ts'
import type { Session } from '../session.ts'

interface CommonOptions {
  readonly config: string
  readonly json?: boolean
}

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
    })
}

export function addMove(program: Command, session: Session): void {
  program
    .command('move')
    .description('carry an archive from one store to another, and compare them')
    .requiredOption('--from <store>', 'a file, or https://DESK of a Worker')
    .requiredOption('--to <store>', 'a file that is new, or https://DESK of a Worker whose archive is empty')
    .addOption(jsonOption())
    .addHelpText('after', example('move --from data/tamizdat.db --to https://desk.example.org'))
    .action((options: { from: string; to: string; json?: boolean }) => carry(options, session, options))
}

async function carry(
  { from, to }: { readonly from: string; readonly to: string },
  { roots, terminal }: Session,
  { json = false }: { readonly json?: boolean },
): Promise<void> {
  const { compareStores, copyStore } = await import('../../operations/copy-store.ts')
  const source = await roots.openStore(from, 'read')
  const target = await roots.openStore(to, 'new')
  await copyStore(source, target)
  // What was written has its name only now, and is read as anybody would.
  await target.close()
  const written = await roots.openStore(to, 'read')
  const { tables, hash } = await compareStores(source, written)
  await written.close()
  await source.close()
  const counts = Object.fromEntries(tables.map(({ table, rows }) => [table, rows]))
  if (json) await writeJson(terminal, { from, to, hash, rows: counts })
  else
    await write(
      terminal,
      `${counts['articles'] ?? 0} articles in ${counts['revisions'] ?? 0} revisions: ${from} → ${to}\n` +
        `compared row by row, the same: ${hash}\n`,
    )
}
