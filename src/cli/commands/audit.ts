import { type Command, Option } from 'commander'
import type { AuditLine } from '../../core/audit.ts'
import type { OperatorApi } from '../../ports/operator-api.ts'
import { configOption, example, jsonOption, parseCount } from '../command-options.ts'
import { atEdgeOrHere, edgeOption, type WhereToWork } from '../edge-option.ts'
import { formatInstant, formatTable, write, writeJson } from '../print.ts'
import type { Session } from '../session.ts'

interface AuditOptions extends WhereToWork {
  readonly limit: number
  readonly json?: boolean
}

export function addAudit(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('audit [subject]')
    .description('who changed what, and when; of one article or host only, where one is named')
    .addOption(new Option('--limit <number>', 'at most so many').argParser(parseCount).default(50))
    .addOption(edgeOption())
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('audit 3kq8v0x2m7nd'))
    .action(async (subject: string | undefined, options: AuditOptions) =>
      printLines(
        await atEdgeOrHere(session, options, {
          there: api => askLines(subject, options.limit, api),
          here: ({ auditLog }) =>
            auditLog.list({ ...(subject !== undefined && { subject }), limit: options.limit }),
        }),
        options,
      ),
    )

  async function printLines(lines: readonly AuditLine[], { json = false }: AuditOptions): Promise<void> {
    if (json) await writeJson(terminal, lines.map(toFacts))
    else await write(terminal, formatLines(lines))
  }
}

type AuditFacts = Omit<AuditLine, 'atMs'> & { readonly at: string }

async function askLines(
  subject: string | undefined,
  limit: number,
  api: OperatorApi,
): Promise<readonly AuditLine[]> {
  const query = new URLSearchParams({ limit: `${limit}`, ...(subject !== undefined && { subject }) })
  const facts = (await api.ask('get', `/audit?${query}`)) as readonly AuditFacts[]
  return facts.map(({ at, ...line }) => ({ ...line, atMs: Date.parse(at) }))
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
