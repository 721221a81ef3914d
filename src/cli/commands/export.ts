import { type Command, InvalidArgumentError, Option } from 'commander'
import { AppError } from '../../core/errors.ts'
import type { ExportReport } from '../../operations/export-copy.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { describeFailure } from '../exit.ts'
import { findChannel } from '../find-channel.ts'
import { write, writeJson } from '../print.ts'
import { createProgressBar } from '../progress.ts'
import type { Runtime } from '../runtime.ts'
import { type Session, withRuntime } from '../session.ts'

interface ExportOptions {
  readonly base?: string
  readonly channel?: string
  readonly invite?: string
  readonly every?: number
  readonly config: string
  readonly json?: boolean
}

export function addExport(program: Command, session: Session): void {
  program
    .command('export <target>')
    .description('write a static copy of what readers see to a folder or a bucket (s3://BUCKET/PREFIX)')
    .option('--base <url>', 'address at which the copy will be read; without one it has no feeds')
    .option('--channel <id>', 'channel whose readers it is for (default: the public one)')
    .option('--invite <secret>', 'the invite whose readers it is for, on a closed channel')
    .addOption(
      new Option('--every <time>', 'go on, and bring it up to date each 30s, 5m or 1h').argParser(parseTime),
    )
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('export s3://news/7f3k --base https://s3.example.net/news/7f3k --every 5m'))
    .action((target: string, options: ExportOptions) =>
      withRuntime(session, options, async runtime => {
        await exportOnce(target, options, runtime, session)
        if (options.every !== undefined) await exportAgain(options.every, target, options, runtime, session)
      }),
    )
}

/** Brings the copy up to date until Ctrl-C. A store that fails tonight is written to at the next turn. */
async function exportAgain(
  everyMs: number,
  target: string,
  options: ExportOptions,
  runtime: Runtime,
  session: Session,
): Promise<never> {
  const { errors, signal } = session.terminal
  for (;;) {
    await runtime.clock.sleep(everyMs, signal)
    try {
      await exportOnce(target, options, runtime, session)
    } catch (error) {
      if (signal.aborted || !(error instanceof AppError)) throw error
      errors.write(describeFailure(error, { debug: false }))
    }
  }
}

async function exportOnce(
  target: string,
  options: ExportOptions,
  runtime: Runtime,
  session: Session,
): Promise<void> {
  const { terminal, roots } = session
  const { base, channel: channelId = 'public', invite, json } = options
  const { archive, mirrorLog, clock, compressor, site, signer, config } = runtime
  const [{ exportCopy }, { addressCopy, copyManifests }, { originOf }] = await Promise.all([
    import('../../operations/export-copy.ts'),
    import('../../operations/copy-address.ts'),
    import('../../config/site.ts'),
  ])
  const channel = findChannel(channelId, config)
  const home = { channel, base: base?.replace(/\/+$/, '') ?? null, secret: invite ?? null }
  const origin = (host: string) => originOf(host, config.server)
  const address = await addressCopy(home, { mirrorLog, originOf: origin })
  const bar = createProgressBar(terminal)
  const editions = new Map((await archive.editions()).map(edition => [edition.slug, edition]))
  try {
    const report = await exportCopy(
      { archive, site, editions, compressor, store: await roots.openCopyStore(target) },
      {
        base: home.base,
        address,
        manifests: copyManifests(address, { mirrorLog }),
        originOf: origin,
        signer,
        aggregators: null,
        signatures: channel.signatures,
        nowMs: clock.nowMs(),
        signal: terminal.signal,
        onProgress: (done, total) => bar.show({ sourceId: 'articles', done, total }),
      },
    )
    bar.clear()
    if (json) await writeJson(terminal, { target, ...report })
    else await write(terminal, describeReport(target, report))
  } finally {
    bar.clear()
  }
}

function describeReport(
  target: string,
  { articles, written, unchanged, removed, bytes }: ExportReport,
): string {
  return `${target}: ${articles} articles; ${written} files written (${bytes} bytes), ${unchanged} unchanged, ${removed} removed\n`
}

const unitsMs = { s: 1_000, m: 60_000, h: 3_600_000 } as const

function parseTime(text: string): number {
  const [, count = '', unit = ''] = /^([1-9]\d{0,4})([smh])$/.exec(text) ?? []
  const unitMs = unit === 's' || unit === 'm' || unit === 'h' ? unitsMs[unit] : null
  if (unitMs === null) throw new InvalidArgumentError('Allowed: a whole number with s, m or h, as in 5m.')
  return Number(count) * unitMs
}
