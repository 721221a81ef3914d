import { type Command, Option } from 'commander'
import type { AuditLine } from '../../core/audit.ts'
import { configOption, example, jsonOption, parseCount } from '../command-options.ts'
import { formatInstant, formatTable, write, writeJson } from '../print.ts'
import { type Session, withRuntime } from '../session.ts'

interface AuditOptions {
  readonly limit: number
  readonly config: string
  readonly json?: boolean
}

export function addAudit(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('audit [subject]')
    .description('who changed what, and when; of one article or host only, where one is named')
    .addOption(new Option('--limit <number>', 'at most so many').argParser(parseCount).default(50))
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('audit 3kq8v0x2m7nd'))
    .action((subject: string | undefined, options: AuditOptions) =>
      withRuntime(session, options, async ({ auditLog }) => {
        const named = subject === undefined ? {} : { subject }
        const lines = await auditLog.list({ ...named, limit: options.limit })
        if (options.json) await writeJson(terminal, lines.map(toFacts))
        else await write(terminal, formatLines(lines))
      }),
    )
}

function formatLines(lines: readonly AuditLine[]): string {
  if (lines.length === 0) return 'nothing was changed by hand yet\n'
  const rows = lines.map(line => [
    formatInstant(line.atMs),
    line.actor,
    line.action,
    line.subject,
    line.detail,
  ])
  return formatTable(['AT', 'WHO', 'WHAT', 'ON', 'DETAIL'], rows)
}

function toFacts({ atMs, actor, action, subject, detail }: AuditLine) {
  return { at: formatInstant(atMs), who: actor, what: action, on: subject, detail }
}
