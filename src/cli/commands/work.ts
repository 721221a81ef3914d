import type { Command } from 'commander'
import { AppError } from '../../core/errors.ts'
import type { OperatorApi } from '../../ports/operator-api.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { edgeOption, openEdge, type WhereToWork } from '../edge-option.ts'
import { formatTable, write, writeJson } from '../print.ts'
import type { Session } from '../session.ts'

interface WorkOptions extends WhereToWork {
  readonly json?: boolean
}

/** A failure as the operator's API tells it. */
interface FailedWorkFacts {
  readonly id: string
  readonly error: string
  readonly failed: string
  readonly isGivenUp: boolean
}

export function addWork(program: Command, session: Session): void {
  const { terminal } = session
  const work = program.command('work').description('pulling at a Worker, where it is cut into pieces')
  work
    .command('list')
    .description('what failed, and what was given up')
    .addOption(edgeOption())
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('work list --edge'))
    .action(async (options: WorkOptions) => {
      const api = await requireEdge(options, session)
      const failures = (await api.ask('get', '/work')) as readonly FailedWorkFacts[]
      if (options.json) await writeJson(terminal, failures)
      else await write(terminal, formatWork(failures))
    })
  work
    .command('retry')
    .argument('[id]', 'one piece (default: all that were given up)')
    .description('hand work that was given up over again')
    .addOption(edgeOption())
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('work retry --edge'))
    .action(async (id: string | undefined, options: WorkOptions) => {
      const api = await requireEdge(options, session)
      const answer = (await api.ask('post', '/work/retry', { id })) as { readonly retried: number }
      if (options.json) await writeJson(terminal, answer)
      else
        await write(
          terminal,
          `handed over again: ${answer.retried} ${answer.retried === 1 ? 'piece' : 'pieces'}\n`,
        )
    })
}

async function requireEdge(options: WhereToWork, session: Session): Promise<OperatorApi> {
  const api = await openEdge(session, options)
  if (api !== null) return api
  throw new AppError('wrong-usage', 'on this machine pulling is not cut into pieces, and none is given up', {
    next: 'for a Worker add --edge; for a source here: npx tamizdat sources check ID',
  })
}

function formatWork(failures: readonly FailedWorkFacts[]): string {
  if (failures.length === 0) return 'nothing failed\n'
  return formatTable(
    ['WORK', 'FAILED', 'STANDS', 'WHY'],
    failures.map(({ id, failed, isGivenUp, error }) => [
      id,
      failed,
      isGivenUp ? 'given up' : 'is tried again by itself',
      error,
    ]),
  )
}
