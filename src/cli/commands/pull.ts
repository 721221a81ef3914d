import type { Command } from 'commander'
import { AppError } from '../../core/errors.ts'
import type { RefreshReport } from '../../operations/refresh-source.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { formatTable, write, writeJson } from '../print.ts'
import { createProgressBar } from '../progress.ts'
import { type Session, withRuntime } from '../session.ts'

export function addPull(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('pull [source...]')
    .description('pull sources once, now: all, or those that are named')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('pull bbc-persian'))
    .action(async (sourceIds: string[], options: { config: string; json?: boolean }) => {
      const reports = await withRuntime(session, options, async runtime => {
        const bar = createProgressBar(terminal)
        try {
          const chosen = sourceIds.length > 0 ? { sourceIds } : {}
          return await runtime.pull({ ...chosen, signal: terminal.signal, onProgress: bar.show })
        } finally {
          bar.clear()
        }
      })
      if (options.json) await writeJson(terminal, reports.map(toFacts))
      else await write(terminal, formatReports(reports))
      if (reports.length > 0 && reports.every(report => report.status === 'failed')) throw allFailed()
    })
}

function formatReports(reports: readonly RefreshReport[]): string {
  const header = ['SOURCE', 'STATUS', 'NEW', 'CHANGED', 'UNCHANGED', 'FAILED', 'LEFT']
  const rows = reports.map(report => [
    report.sourceId,
    report.status,
    report.added,
    report.revised,
    report.unchanged,
    report.failures.length,
    report.left,
  ])
  return formatTable(header, rows) + reports.flatMap(formatFaults).join('')
}

function formatFaults(report: RefreshReport): readonly string[] {
  const feeds = report.errors.map(error => `${report.sourceId}: ${error.kind} – ${error.message}\n`)
  const held =
    report.held > 0
      ? [
          `${report.sourceId}: ${report.held} changed upstream that you had corrected: npx tamizdat articles list --only conflicting\n`,
        ]
      : []
  const gone =
    report.vanished > 0
      ? [`${report.sourceId}: ${report.vanished} gone upstream: npx tamizdat articles list --only vanished\n`]
      : []
  const entries = report.failures.map(({ error, fromFeed }) => {
    const instead = fromFeed ? " (the feed's own text was taken)" : ''
    return `${report.sourceId}: ${error.kind} – ${error.message}${instead}\n`
  })
  return [...feeds, ...held, ...gone, ...entries]
}

function toFacts(report: RefreshReport) {
  const { sourceId, status, added, revised, unchanged, held, vanished, failures, errors, left } = report
  return {
    source: sourceId,
    status,
    new: added,
    changed: revised,
    unchanged,
    held,
    vanished,
    failed: failures.length,
    left,
    errors: errors.map(({ kind, message }) => ({ kind, message })),
    failures: failures.map(({ url, error, fromFeed }) => ({
      url,
      kind: error.kind,
      message: error.message,
      fromFeed,
    })),
  }
}

function allFailed(): AppError {
  return new AppError('fetch-failed', 'every source failed', {
    next: 'see above why; npx tamizdat sources check looks at one more closely',
  })
}
