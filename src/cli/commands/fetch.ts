import { type Command, InvalidArgumentError } from 'commander'
import type { Config } from '../../config/config.ts'
import { AppError } from '../../core/errors.ts'
import type { Capture } from '../../core/source/capture.ts'
import { decodeText, type TextKind } from '../../core/source/decode.ts'
import { parseProxy, type UpstreamProxy } from '../../core/source/proxy.ts'
import { example, jsonOption, limitsOption } from '../command-options.ts'
import { formatFacts, write, writeJson } from '../print.ts'
import { type Session, withFetcher } from '../session.ts'

interface FetchOptions {
  readonly config?: string
  readonly json?: boolean
  readonly header: Readonly<Record<string, string>>
  readonly userAgent?: string
  readonly proxy?: UpstreamProxy
}

export function addFetch(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('fetch <url>')
    .description('fetch one address with every guard, and say what came')
    .option('--header <line>', "send a header, for instance 'x-pass: …'; may be repeated", collectHeader, {})
    .option('--user-agent <text>', 'name yourself otherwise than the configuration does')
    .option('--proxy <address>', 'go through a proxy: http://, https:// or socks5://', readProxy)
    .addOption(limitsOption())
    .addOption(jsonOption())
    .addHelpText('after', example('fetch https://www.rferl.org/api/'))
    .action(async (url: string, { header: headers, userAgent, proxy, ...options }: FetchOptions) => {
      const adjust = (config: Config) => ({
        ...config,
        userAgent: userAgent ?? config.userAgent,
        proxy: proxy ?? config.proxy,
      })
      const outcome = await withFetcher(session, { ...options, adjust }, fetcher =>
        fetcher.get({ url, headers, signal: terminal.signal }),
      )
      if (outcome.status === 'unchanged')
        throw new AppError('upstream-refused', `${url}: 304 to a request without validators`)
      const facts = factsOf(outcome.capture)
      if (options.json) await writeJson(terminal, facts)
      else await write(terminal, formatCapture(facts))
    })
}

// RFC 9110 §5.1: a field name is a token. §5.5: a value has no line break or other control character.
const headerLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\u0000-\u0008\u000a-\u001f\u007f]*)$/

function collectHeader(line: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const [, name, value] = headerLine.exec(line) ?? []
  if (name === undefined || value === undefined) throw new InvalidArgumentError("Allowed: 'name: value'.")
  return { ...before, [name.toLowerCase()]: value }
}

function readProxy(text: string): UpstreamProxy {
  const proxy = parseProxy(text)
  if (proxy === null) throw new InvalidArgumentError('Allowed: http://, https:// or socks5://host:port.')
  return proxy
}

type CaptureFacts = ReturnType<typeof factsOf>

function factsOf({ url, status, contentType, body, redirects, validators, maxAgeSeconds }: Capture) {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? null
  const kind = kindOf(type)
  return {
    url,
    status,
    type,
    charset: kind === null ? null : decodeText(body, { contentType, kind }).charset,
    length: body.length,
    redirects,
    etag: validators.etag,
    lastModified: validators.lastModified,
    maxAgeSeconds,
  }
}

/** How the text of a media type is read; null for what is no text. */
function kindOf(type: string | null): TextKind | null {
  if (type !== null && /json/.test(type)) return 'json'
  if (type === null || /xml/.test(type)) return type?.includes('xhtml') ? 'html' : 'xml'
  return type.startsWith('text/') ? 'html' : null
}

function formatCapture({ redirects, maxAgeSeconds, ...facts }: CaptureFacts): string {
  const hops = redirects.map(({ status, from, to }) => `  ${status}  ${from} → ${to}\n`)
  const { url, status, type, charset, length, etag, lastModified } = facts
  return (
    formatFacts({
      url,
      status,
      type,
      charset,
      length,
      etag,
      'last modified': lastModified,
      'fresh for': maxAgeSeconds === null ? null : `${maxAgeSeconds} s`,
      redirects: redirects.length,
    }) + hops.join('')
  )
}
