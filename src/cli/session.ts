import type { Writable } from 'node:stream'
import type { Command } from 'commander'
import type { Config } from '../config/config.ts'
import { AppError } from '../core/errors.ts'
import type { Fetcher } from '../ports/fetcher.ts'
import type { Roots, Runtime } from './runtime.ts'

/** Where a command reads and writes. */
export interface Terminal {
  readonly input: AsyncIterable<Uint8Array>
  readonly output: Writable
  readonly errors: Writable
  /** Whether a person watches `errors`: only then is progress drawn. */
  readonly isWatched: boolean
  /** Asks the person at the terminal for one line; left out where nobody is there to answer. */
  readonly ask?: (question: string) => Promise<string>
  /** Aborted by Ctrl-C, and when nobody reads `output` any more. */
  readonly signal: AbortSignal
}

/** Why the signal was aborted when nobody reads `output` any more, as in `tamizdat … | head`: nothing went wrong. */
export const outputClosed = new AppError('interrupted', 'nobody reads the output any more')

/** What every command is given. */
export interface Session {
  readonly roots: Roots
  readonly terminal: Terminal
}

/** One command, or a family of them, put into the program. */
export type AddCommand = (program: Command, session: Session) => void

/** Opens the runtime over a configuration file, uses it and closes it, whatever happens. */
export async function withRuntime<Result>(
  session: Session,
  options: {
    readonly config: string
    readonly adjust?: (config: Config) => Config
    readonly isLogged?: boolean
  },
  use: (runtime: Runtime) => Promise<Result>,
): Promise<Result> {
  const loaded = await session.roots.loadConfig(options.config)
  const runtime = await session.roots.openRuntime(options.adjust?.(loaded) ?? loaded, {
    isLogged: options.isLogged ?? false,
    onUpgrade: ({ from, to, copy }) =>
      session.terminal.errors.write(
        `tamizdat: the archive was upgraded from schema ${from} to ${to}; as it was it lies in ${copy}\n`,
      ),
  })
  try {
    return await use(runtime)
  } finally {
    await runtime.close()
  }
}

/** Opens a fetcher with the limits of a configuration file, or with the default ones, uses it and closes it. */
export async function withFetcher<Result>(
  session: Session,
  options: { readonly config?: string; readonly adjust?: (config: Config) => Config },
  use: (fetcher: Fetcher) => Promise<Result>,
): Promise<Result> {
  const loaded = await loadLimits(session, options.config)
  const fetcher = await session.roots.openFetcher(options.adjust?.(loaded) ?? loaded)
  try {
    return await use(fetcher)
  } finally {
    await fetcher.close()
  }
}

async function loadLimits({ roots }: Session, file: string | undefined) {
  if (file !== undefined) return roots.loadConfig(file)
  const { defaultConfig } = await import('../config/parse-config.ts')
  return defaultConfig()
}
