import type { Command } from 'commander'
import { mirrorStates } from '../../core/mirror/mirror.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { formatFacts, formatInstant, write, writeJson } from '../print.ts'
import type { Runtime } from '../runtime.ts'
import { type Session, withRuntime } from '../session.ts'

export function addStatus(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('status')
    .description('one screen of how things stand')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('status'))
    .action((options: { config: string; json?: boolean }) =>
      withRuntime(session, options, async runtime => {
        const facts = await gatherFacts(runtime)
        if (options.json) await writeJson(terminal, facts)
        else await write(terminal, formatStatus(facts))
      }),
    )
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
