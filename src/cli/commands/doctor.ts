import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Command } from 'commander'
import { AppError } from '../../core/errors.ts'
import type { Severity, Space } from '../../operations/doctor/check.ts'
import type { Examined } from '../../operations/doctor/examine.ts'
import { type Color, paint } from '../colors.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { write, writeJson } from '../print.ts'
import { type Session, withRuntime } from '../session.ts'

export function addDoctor(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('doctor')
    .description('what is wrong with this set-up and how to mend it; fetches nothing, changes nothing')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('doctor'))
    .action((options: { config: string; json?: boolean }) =>
      withRuntime(session, options, async runtime => {
        const { examine } = await import('../../operations/doctor/examine.ts')
        const { sources, channels, mirrors, store } = runtime.config
        const readSpace = () => readStoreSpace(store.file)
        const examined = await examine({ ...runtime, sources, channels, seeds: mirrors, readSpace })
        if (options.json) await writeJson(terminal, examined)
        else await write(terminal, formatExamined(examined, session))
        const count = examined.filter(each => each.severity === 'bad').length
        if (count > 0) throw unwell(count)
      }),
    )
}

const colors = { ok: 'green', warn: 'yellow', bad: 'red' } as const satisfies Record<Severity, Color>

function formatExamined(examined: readonly Examined[], { terminal: { output } }: Session): string {
  const width = Math.max(...examined.map(({ id }) => id.length))
  return examined
    .map(({ id, severity, finding, next }) => {
      const line = `${paint(output, severity.padEnd(4), colors[severity])}  ${id.padEnd(width)}  ${finding}\n`
      return next === null ? line : `${line}${' '.repeat(width + 8)}${next}\n`
    })
    .join('')
}

async function readStoreSpace(file: string): Promise<Space> {
  const [disk, store] = await Promise.all([statfs(dirname(file)), stat(file)])
  return { freeBytes: disk.bavail * disk.bsize, usedBytes: store.size }
}

function unwell(count: number): AppError {
  return new AppError('unwell', `${count} ${count === 1 ? 'thing does' : 'things do'} not work`, {
    next: 'see above which, and what to do',
  })
}
