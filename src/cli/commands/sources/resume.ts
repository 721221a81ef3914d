import type { Command } from 'commander'
import { configOption, example, jsonOption } from '../../command-options.ts'
import { write, writeJson } from '../../print.ts'
import { type Session, withRuntime } from '../../session.ts'
import { chooseSources } from './choose-sources.ts'
import { toSourceFacts } from './list.ts'

export function addResume(sources: Command, session: Session): void {
  const { terminal } = session
  sources
    .command('resume <source>')
    .description('ask a source again that has stopped, at its configured addresses')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('sources resume rferl'))
    .action((sourceId: string, options: { config: string; json?: boolean }) =>
      withRuntime(session, options, async runtime => {
        const { resumeSource } = await import('../../../operations/resume-source.ts')
        const { reviewSources } = await import('../../../operations/review-sources.ts')
        const chosen = chooseSources(runtime.config.sources, sourceId)
        for (const source of chosen) await resumeSource(source, runtime)
        for (const review of await reviewSources(chosen, runtime)) {
          if (options.json) await writeJson(terminal, toSourceFacts(review))
          else await write(terminal, `${sourceId} is due now: tamizdat pull ${sourceId}\n`)
        }
      }),
    )
}
