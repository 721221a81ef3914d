import { type Command, InvalidArgumentError, Option } from 'commander'
import type { MirrorState } from '../../core/mirror/mirror.ts'
import type { ChangeOptions } from '../../operations/change-mirror.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { describeState, formatDay, formatSurvey, toFacts, toSurveyedFacts } from '../pool-facts.ts'
import { write, writeJson } from '../print.ts'
import { type Session, withRuntime } from '../session.ts'

interface CommonOptions {
  readonly config: string
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
}

function addList(mirrors: Command, session: Session): void {
  const { terminal } = session
  mirrors
    .command('list')
    .description('every host with its state, and what falls together')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('mirrors list'))
    .action((options: CommonOptions) =>
      withRuntime(session, options, async runtime => {
        const { surveyPool } = await import('../../operations/survey-pool.ts')
        const survey = await surveyPool(runtime.channels, runtime)
        if (options.json) await writeJson(terminal, survey.mirrors.map(toSurveyedFacts))
        else await write(terminal, formatSurvey(survey))
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
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('mirrors add news.example.net --provider hetzner'))
    .action(
      (host: string, options: CommonOptions & { channel: string; provider?: string; expires?: number }) =>
        withRuntime(session, options, async runtime => {
          const { enlistMirror } = await import('../../operations/change-mirror.ts')
          const { channel: channelId, provider = null, expires } = options
          if (expires !== undefined && (await runtime.mirrorLog.find(host)) !== null) {
            const { renewMirror } = await import('../../operations/renew-mirror.ts')
            const renewed = await renewMirror(host, expires, runtime)
            if (options.json) await writeJson(terminal, toFacts(renewed))
            else await write(terminal, `${host} is registered until ${formatDay(expires)}\n`)
            return
          }
          const lapse = expires === undefined ? {} : { expiresAtMs: expires }
          const seed = { host, channelId, state: 'standby', provider, ...lapse } as const
          const mirror = await enlistMirror(seed, runtime.config.channels, runtime)
          if (options.json) await writeJson(terminal, toFacts(mirror))
          else
            await write(terminal, `added: ${mirror.host}, ${mirror.state} of channel ${mirror.channelId}\n`)
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
    withRuntime(session, options, async runtime => {
      const { changeMirror } = await import('../../operations/change-mirror.ts')
      const mirror = await changeMirror(host, to, options, runtime)
      if (options.json) await writeJson(terminal, toFacts(mirror))
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
