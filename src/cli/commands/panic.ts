import type { Command } from 'commander'
import { configOption, example } from '../command-options.ts'
import { write } from '../print.ts'
import { type Session, withRuntime } from '../session.ts'

export function addPanic(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('panic')
    .description('after a seizure, or before one: wipe keys, invites and measurements; hosts and covers stay')
    .option('--yes', 'do it; without it only what would be done is said')
    .addOption(configOption())
    .addHelpText('after', example('panic --yes'))
    .action((options: { config: string; yes?: boolean }) =>
      // Without the signing key, so that it can be done again where the key is gone already.
      withRuntime(
        session,
        { ...options, adjust: config => ({ ...config, signing: null }) },
        async runtime => {
          const { groups, invites } = await runtime.mirrorLog.readGroups()
          const copies = (await runtime.listCopies()).map(({ file }) => file)
          const files = [...runtime.config.keyFiles, ...copies]
          const plan =
            `${invites.length} invites in ${groups.length} groups, and which hosts they knew\n` +
            'what probes saw of hosts\n' +
            runtime.config.keyFiles.map(file => `the secret in ${file}\n`).join('') +
            copies.map(file => `what an upgrade kept in ${file}\n`).join('')
          if (options.yes !== true) {
            await write(
              terminal,
              `Would wipe, for ever:\n${plan}Articles, hosts and covers stay. Do it: npx tamizdat panic --yes\n`,
            )
            return
          }
          const { wipeFiles } = await import('../wipe-files.ts')
          await runtime.mirrorLog.wipeGroups()
          await runtime.measurementLog.wipe()
          const failed = await wipeFiles(files)
          await write(
            terminal,
            `Wiped:\n${plan}${failed.map(file => `NOT wiped: ${file}\n`).join('')}` +
              'A disk may keep what was overwritten, and a backup does: destroy those. Keys in environment variables are\n' +
              'not reached: unset them, and restart `serve`, which still holds the key in memory. Readers need new invites.\n',
          )
        },
      ),
    )
}
