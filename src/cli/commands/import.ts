import type { Command } from 'commander'
import { AppError } from '../../core/errors.ts'
import type { ImportReport } from '../../operations/import-bundle.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { write, writeJson } from '../print.ts'
import { readDocument } from '../read-document.ts'
import { readPublicKey } from '../read-public-key.ts'
import { type Session, withRuntime } from '../session.ts'

interface ImportOptions {
  readonly key: string
  readonly config: string
  readonly json?: boolean
}

export function addImport(program: Command, session: Session): void {
  const { terminal, roots } = session
  program
    .command('import <bundle>')
    .description('bring a mirror without a network up to date from a bundle, once its signature holds')
    .requiredOption('--key <key>', "the newsroom's public key as you know it: its text, or a file with it")
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('import today.zip --key root.pub'))
    .action(async (name: string, options: ImportOptions) => {
      const { body } = await readDocument(session, name, {})
      const [pinned, verify] = await Promise.all([readPublicKey(options.key), roots.loadVerifySignature()])
      const report = await withRuntime(session, options, async runtime => {
        const { importBundle } = await import('../../operations/import-bundle.ts')
        const nowMs = runtime.clock.nowMs()
        const verifier = { pinned, chain: [], nowMs, verify }
        return importBundle(body, { archive: runtime.archive, verifier }, { actor: runtime.actor, nowMs })
      })
      if (options.json) await writeJson(terminal, toFacts(report))
      else await write(terminal, describeReport(report))
      if (report.failures.length > 0)
        throw new AppError(
          'article-unreadable',
          `${report.failures.length} articles of the bundle were not taken`,
        )
    })
}

function describeReport({ added, revised, unchanged, withdrawn, failures }: ImportReport): string {
  const counts = `${added} new, ${revised} changed, ${unchanged} unchanged, ${withdrawn} withdrawn\n`
  return counts + failures.map(({ kind, message }) => `${kind} – ${message}\n`).join('')
}

function toFacts({ failures, ...counts }: ImportReport) {
  return { ...counts, failures: failures.map(({ kind, message }) => ({ kind, message })) }
}
