import { setTimeout } from 'node:timers/promises'
import { type Command, Option } from 'commander'
import type { Status } from '../../operations/read-status.ts'
import { configOption, example, jsonOption, parseCount } from '../command-options.ts'
import { edgeOption, edgeWords, openEdge, type WhereToWork } from '../edge-option.ts'
import { formatFacts, formatInstant, write, writeJson } from '../print.ts'
import { type Session, withRuntime } from '../session.ts'

interface StatusOptions extends WhereToWork {
  readonly watch?: number
  readonly json?: boolean
}

export function addStatus(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('status')
    .description('one screen of how things stand')
    .addOption(edgeOption())
    .addOption(configOption())
    .addOption(jsonOption())
    .addOption(
      new Option('--watch [seconds]', 'draw it anew every so many seconds, until Ctrl-C')
        .argParser(parseCount)
        .preset(5),
    )
    .addHelpText('after', example('status --watch'))
    .action((options: StatusOptions) =>
      withStatus(session, options, async read => {
        if (options.watch !== undefined)
          await watch(read, options.watch, { session, there: edgeWords(options) })
        else if (options.json) await writeJson(terminal, await read())
        else await write(terminal, formatStatus(await read(), edgeWords(options)))
      }),
    )
}

// Back to the corner and over what stood there; what is left below is erased.
const redraw = '\u001b[H\u001b[J'

async function withStatus(
  session: Session,
  options: WhereToWork,
  use: (read: () => Promise<Status>) => Promise<void>,
): Promise<void> {
  const api = await openEdge(session, options)
  if (api !== null) return use(async () => (await api.ask('get', '/status')) as Status)
  const { readStatus } = await import('../../operations/read-status.ts')
  return withRuntime(session, options, runtime =>
    use(() => readStatus({ ...runtime, sources: runtime.config.sources })),
  )
}

/** One screen that stays true; Ctrl-C is its way to end. */
async function watch(
  read: () => Promise<Status>,
  seconds: number,
  { session: { terminal }, there }: { readonly session: Session; readonly there: string },
): Promise<void> {
  const isScreen = 'isTTY' in terminal.output && terminal.output.isTTY === true
  while (!terminal.signal.aborted) {
    const text = `${formatInstant(Date.now())}\n${formatStatus(await read(), there)}`
    await write(terminal, isScreen ? `${redraw}${text}` : `${text}\n`)
    await setTimeout(seconds * 1000, undefined, { signal: terminal.signal }).catch(reason => {
      if (!terminal.signal.aborted) throw reason
    })
  }
}

function formatStatus(
  { title, articles, newest, sources, mirrors, lastRotation, work }: Status,
  there: string,
): string {
  const held = Object.entries(mirrors).filter(([, hosts]) => hosts.length > 0)
  return formatFacts({
    title,
    articles,
    newest: newest && `${newest.published}  ${newest.title}`,
    sources: `${sources.followed} followed, ${sources.failing.length} failing, ${sources.neverPulled} never pulled`,
    ...(sources.failing.length > 0 && { failing: sources.failing.join(', ') }),
    ...Object.fromEntries(held.map(([state, hosts]) => [`mirrors ${state}`, hosts.join(', ')])),
    ...(held.length === 0 && { mirrors: 'none' }),
    'last rotation': lastRotation && `${lastRotation.announced}  ${lastRotation.from} → ${lastRotation.to}`,
    ...(work !== null && { work: describeWork(work, there) }),
  })
}

function describeWork({ failing, givenUp }: NonNullable<Status['work']>, there: string): string {
  if (failing + givenUp.length === 0) return 'nothing failed'
  const [latest] = givenUp
  const last = latest === undefined ? '' : `; last ${latest.failed}, ${latest.id}: ${latest.error}`
  const retry = latest === undefined ? '' : ` (npx tamizdat work retry${there})`
  return `${failing} tried again by themselves, ${givenUp.length} given up${retry}${last}`
}
