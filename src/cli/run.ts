import { CommanderError } from 'commander'
import { AppError } from '../core/errors.ts'
import { pathFailure } from '../core/path-failure.ts'
import { describeFailure, type ExitCode, exitCodeOf } from './exit.ts'
import { createProgram } from './program.ts'
import { outputClosed, type Session } from './session.ts'

/**
 * Runs one command line to its end.
 * @param words what stands after the program's name.
 */
export async function run(words: readonly string[], session: Session): Promise<ExitCode> {
  const { errors, signal } = session.terminal
  try {
    await createProgram(session).parseAsync([...words], { from: 'user' })
    return 0
  } catch (error) {
    if (signal.reason === outputClosed) return 0
    // Commander has told the person already; it throws for --help and --version too.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    const failure =
      signal.aborted && !(error instanceof AppError)
        ? signal.reason
        : (pathFailure(error, 'file-failed') ?? error)
    errors.write(describeFailure(failure, { debug: words.includes('--debug') }))
    return exitCodeOf(failure)
  }
}
