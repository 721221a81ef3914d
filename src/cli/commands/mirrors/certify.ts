import { readdir } from 'node:fs/promises'
import type { Command } from 'commander'
import { drawCertificates } from '../../../core/mirror/draw-certificates.ts'
import { configOption, example, jsonOption, parseCount } from '../../command-options.ts'
import { write, writeJson } from '../../print.ts'
import { type Session, withRuntime } from '../../session.ts'

interface CertifyOptions {
  readonly config: string
  readonly json?: boolean
  readonly have?: string
  readonly days: number
}

/** Whose turn it is to get a certificate; deploy/certificates asks it once an hour. */
export function addCertify(mirrors: Command, session: Session): void {
  mirrors
    .command('certify')
    .description('whose turn it is to get a certificate in this hour: a host a line, the most urgent first')
    .option('--have <folder>', 'folder with a file for each host that has one: HOST.caddy, HOST.conf, HOST')
    .option('--days <n>', 'within how many days a standby gets its own, at a random time', parseCount, 7)
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('mirrors certify --have /etc/caddy/mirrors'))
    .action((options: CertifyOptions) =>
      withRuntime(session, options, async ({ mirrorLog, clock }) => {
        const drawn = drawCertificates(await mirrorLog.list(), {
          certified: await readCertified(options.have),
          days: options.days,
          nowMs: clock.nowMs(),
          random: () => clock.random(),
        })
        const facts = drawn.map(({ host, state }) => ({ host, state }))
        if (options.json) await writeJson(session.terminal, facts)
        else await write(session.terminal, facts.map(({ host }) => `${host}\n`).join(''))
      }),
    )
}

async function readCertified(folder: string | undefined): Promise<ReadonlySet<string>> {
  const names = folder === undefined ? [] : await readdir(folder)
  return new Set(names.flatMap(name => [name, name.replace(/\.(?:caddy|conf)$/, '')]))
}
