import { type Command, InvalidArgumentError } from 'commander'
import { configOption, example } from '../command-options.ts'
import { write } from '../print.ts'
import type { Session } from '../session.ts'

export function addDeploy(program: Command, { roots, terminal }: Session): void {
  program
    .command('deploy')
    .description('bring the product to a platform')
    .command('cloudflare')
    .description('to an account of Cloudflare Workers, step by step')
    .option(
      '--name <name>',
      'of the Worker; database, bucket and queues are called after it',
      parseName,
      'tamizdat',
    )
    .option(
      '--domains',
      'of a Worker that is there already: make the hosts of the configuration its only domains, and detach all others',
    )
    .option('--dry-run', 'show the steps and bundle the Worker; ask the account nothing')
    .addOption(configOption())
    .addHelpText('after', example('deploy cloudflare --dry-run'))
    .action((options: { name: string; domains?: boolean; dryRun?: boolean; config: string }) =>
      roots.deployCloudflare({
        file: options.config,
        name: options.name,
        setsDomains: options.domains ?? false,
        isDry: options.dryRun ?? false,
        say: line => write(terminal, `${line}\n`),
      }),
    )
}

function parseName(text: string): string {
  if (/^[a-z0-9](?:[a-z0-9-]{1,40}[a-z0-9])$/.test(text)) return text
  throw new InvalidArgumentError('Allowed: lower-case letters, digits and inner hyphens, 3 to 42.')
}
