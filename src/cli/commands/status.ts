import { type Command, Option } from 'commander'
import { mirrorStates } from '../../core/mirror/mirror.ts'
import { configOption, example, jsonOption, parseCount } from '../command-options.ts'
import { formatFacts, formatInstant, write, writeJson } from '../print.ts'
import type { Runtime } from '../runtime.ts'
import { type Session, withRuntime } from '../session.ts'

interface StatusOptions {
  readonly config: string
  readonly watch?: number
  readonly json?: boolean
}

export function addStatus(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('status')
    .description('one screen of how things stand')
    .addOption(configOption())
    .addOption(jsonOption())
    .addOption(
      new Option('--watch [seconds]', 'draw it anew every so many seconds, until Ctrl-C')
        .argParser(parseCount)
        .preset(5),
    )
    .addHelpText('after', example('status --watch'))
    .action((options: StatusOptions) =>
      withRuntime(session, options, async runtime => {
        if (options.watch !== undefined) await watch(runtime, options.watch, session)
        else if (options.json) await writeJson(terminal, await gatherFacts(runtime))
        else await write(terminal, formatStatus(await gatherFacts(runtime)))
      }),
    )
}

// Back to the corner and over what stood there; what is left below is erased.
const redraw = '\u001b[H\u001b[J'

/** One screen that stays true; Ctrl-C is its way to end. */
async function watch(runtime: Runtime, seconds: number, { terminal }: Session): Promise<void> {
  const isScreen = 'isTTY' in terminal.output && terminal.output.isTTY === true
  while (!terminal.signal.aborted) {
    const text = `${formatInstant(runtime.clock.nowMs())}\n${formatStatus(await gatherFacts(runtime))}`
    await write(terminal, isScreen ? `${redraw}${text}` : `${text}\n`)
    await runtime.clock.sleep(seconds * 1000, terminal.signal).catch(reason => {
      if (!terminal.signal.aborted) throw reason
    })
  }
}

type Status = Awaited<ReturnType<typeof gatherFacts>>

async function gatherFacts({ config, archive, sourceLog, mirrorLog }: Runtime) {
  const [all, [newest], states, mirrors, announcements] = await Promise.all([
    archive.edition('all'),
    archive.newest('all', 1),
    sourceLog.list(),
    mirrorLog.list(),
    mirrorLog.announcements(),
  ])
  const followed = states.filter(state => config.sources.some(source => source.id === state.sourceId))
  const announced = announcements.at(-1)
  return {
    title: config.title,
    articles: all?.count ?? 0,
    newest:
      newest === undefined ? null : { title: newest.title, published: formatInstant(newest.publishedMs) },
    sources: {
      followed: config.sources.length,
      neverPulled: config.sources.length - followed.length,
      failing: followed.filter(state => state.failures > 0).map(state => state.sourceId),
    },
    mirrors: Object.fromEntries(
      mirrorStates.map(state => [
        state,
        mirrors.filter(mirror => mirror.state === state).map(mirror => mirror.host),
      ]),
    ),
    lastRotation:
      announced === undefined
        ? null
        : {
            channel: announced.channelId,
            from: announced.fromHost,
            to: announced.toHost,
            announced: formatInstant(announced.announcedAtMs),
          },
  }
}

function formatStatus({ title, articles, newest, sources, mirrors, lastRotation }: Status): string {
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
  })
}
