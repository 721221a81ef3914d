import { type Command, InvalidArgumentError, Option } from 'commander'
import type { MirrorState } from '../../core/mirror/mirror.ts'
import type { ChangeOptions } from '../../operations/change-mirror.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { edgeOption, edgeWords, type WhereToWork } from '../edge-option.ts'
import { describeState, formatSurvey, toSurveyedFacts } from '../pool-facts.ts'
import { withPool } from '../pool-hand.ts'
import { write, writeJson } from '../print.ts'
import type { Session } from '../session.ts'
import { addCertify } from './mirrors/certify.ts'

interface CommonOptions extends WhereToWork {
  readonly json?: boolean
}

/** The commands that move a mirror into a state. */
const moves = [
  { name: 'activate', to: 'live', description: 'show a host to readers' },
  { name: 'drain', to: 'draining', description: 'serve a host on, but show it to nobody new' },
  { name: 'block', to: 'blocked', description: 'note that a host is blocked; it is served on' },
  { name: 'retire', to: 'retired', description: 'stop serving a host, for ever' },
] as const satisfies readonly { name: string; to: MirrorState; description: string }[]

export function addMirrors(program: Command, session: Session): void {
  const mirrors = program.command('mirrors').description('the pool of host names and how each stands')
  addList(mirrors, session)
  addAdd(mirrors, session)
  for (const move of moves) addMove(mirrors, session, move)
  addCertify(mirrors, session)
}

function addList(mirrors: Command, session: Session): void {
  const { terminal } = session
  mirrors
    .command('list')
    .description('every host with its state, and what falls together')
    .addOption(edgeOption())
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('mirrors list'))
    .action((options: CommonOptions) =>
      withPool(session, options, async pool => {
        const survey = await pool.survey()
        if (options.json) await writeJson(terminal, survey.mirrors.map(toSurveyedFacts))
        else await write(terminal, formatSurvey(survey, edgeWords(options)))
      }),
    )
}

function addAdd(mirrors: Command, session: Session): void {
  const { terminal } = session
  mirrors
    .command('add')
    .argument('<host>', 'host name', parseHost)
    .description('put a host into the pool, as a standby')
    .option('--channel <id>', 'channel whose readers will use it', 'public')
    .option('--provider <name>', 'who hosts it')
    .option(
      '--expires <date>',
      'until when its name is registered; of a host that is there already, renews that',
      parseDay,
    )
    .addOption(edgeOption())
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      example('mirrors add news.example.net --provider hetzner', 'mirrors add news.example.net --edge'),
    )
    .action(
      (host: string, options: CommonOptions & { channel: string; provider?: string; expires?: number }) =>
        withPool(session, options, async pool => {
          const { channel: channelId, provider = null, expires: expiresAtMs } = options
          const known = (await pool.survey()).mirrors.some(mirror => mirror.host === host)
          const mirror = await pool.add({ host, channelId, provider, expiresAtMs })
          if (options.json) await writeJson(terminal, mirror)
          else if (known) await write(terminal, `${host} is registered until ${mirror.expires}\n`)
          else await write(terminal, `added: ${mirror.host}, ${mirror.state} of channel ${mirror.channel}\n`)
        }),
    )
}

function addMove(
  mirrors: Command,
  session: Session,
  { name, to, description }: (typeof moves)[number],
): void {
  const { terminal } = session
  const command = mirrors
    .command(name)
    .argument('<host>', 'host name', parseHost)
    .description(description)
    .option('--reason <text>', 'why, for the log of changes')
    .addOption(edgeOption())
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      example(`mirrors ${name} news.example.net${to === 'blocked' ? ' --region RU' : ''}`),
    )
  if (to === 'blocked') {
    command.option('--region <xx>', 'country where it is blocked (ISO 3166-1)', parseRegion)
    command.addOption(
      new Option('--aim <aim>', 'what it was aimed at (default: judged by which others are blocked)').choices(
        ['specific', 'collateral'],
      ),
    )
  }
  if (to === 'retired') command.option('--force', 'even if readers were told late, or still ask for it')
  command.action((host: string, options: CommonOptions & ChangeOptions) =>
    withPool(session, options, async pool => {
      const mirror = await pool.move(host, to, options)
      if (options.json) await writeJson(terminal, mirror)
      else await write(terminal, `${mirror.host} is ${describeState(mirror)}\n`)
    }),
  )
}

function parseHost(text: string): string {
  const isPlain = !/[\s/\\:@?#%]/.test(text) && URL.canParse(`http://${text}/`)
  if (!isPlain) throw new InvalidArgumentError('Allowed: a host name alone, such as news.example.net.')
  return new URL(`http://${text}/`).hostname
}

function parseRegion(text: string): string {
  if (!/^[A-Za-z]{2}$/.test(text)) throw new InvalidArgumentError('Allowed: two letters, such as RU.')
  return text.toUpperCase()
}

function parseDay(text: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(ms)) throw new InvalidArgumentError('Allowed: a day, such as 2027-05-31.')
  return ms
}
