import type { Command } from 'commander'
import { AppError } from '../../core/errors.ts'
import { example, jsonOption, limitsOption } from '../command-options.ts'
import { formatFacts, write, writeJson } from '../print.ts'
import { type Session, withFetcher } from '../session.ts'

export function addFetch(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('fetch <url>')
    .description('fetch one address with every guard, and say what came')
    .addOption(limitsOption())
    .addOption(jsonOption())
    .addHelpText('after', example('fetch https://www.rferl.org/api/'))
    .action(async (url: string, options: { config?: string; json?: boolean }) => {
      const outcome = await withFetcher(session, options, fetcher =>
        fetcher.get({ url, signal: terminal.signal }),
      )
      if (outcome.status === 'unchanged')
        throw new AppError('upstream-refused', `${url}: 304 to a request without validators`)
      const { status, contentType, body, url: finalUrl } = outcome.capture
      const facts = {
        url: finalUrl,
        status,
        type: mediaType(contentType),
        charset: charset(contentType),
        length: body.length,
      }
      if (options.json) await writeJson(terminal, facts)
      else await write(terminal, formatFacts(facts))
    })
}

function mediaType(contentType: string | null): string | null {
  return contentType?.split(';')[0]?.trim().toLowerCase() ?? null
}

// RFC 9110 §8.3.1: a parameter's value is a token or a quoted string.
function charset(contentType: string | null): string | null {
  return /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase() ?? null
}
