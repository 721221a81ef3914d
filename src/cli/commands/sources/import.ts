import type { Command } from 'commander'
import { type ImportedSource, importSources, writeSources } from '../../../config/write-sources.ts'
import { example, jsonOption, limitsOption } from '../../command-options.ts'
import { write, writeJson } from '../../print.ts'
import { readDocument } from '../../read-document.ts'
import type { Session } from '../../session.ts'

export function addImport(sources: Command, session: Session): void {
  const { terminal } = session
  sources
    .command('import <file>')
    .description('make sources of the feeds of a reading list (OPML), to be put into the configuration')
    .addOption(limitsOption())
    .addOption(jsonOption())
    .addHelpText('after', example('sources import subscriptions.opml'))
    .action(async (file: string, options: { readonly config?: string; readonly json?: boolean }) => {
      const { body } = await readDocument(session, file, options)
      const { readOpml } = await import('../../../core/feed/read-opml.ts')
      const imported = importSources(readOpml(body))
      if (options.json) await writeJson(terminal, imported)
      else await write(terminal, formatImported(imported))
    })
}

function formatImported(imported: readonly ImportedSource[]): string {
  if (imported.length === 0) return 'no feed stands in the list\n'
  return `  // ${imported.length} sources for mirrors.config.ts\n  sources: [\n${writeSources(imported)}  ],\n`
}
