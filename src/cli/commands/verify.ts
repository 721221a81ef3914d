import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { AppError } from '../../core/errors.ts'
import type { Verifier } from '../../core/signature/judge-statement.ts'
import { type VerdictStatus, worstOf } from '../../core/signature/verdict.ts'
import type { Finding } from '../../operations/verify-article.ts'
import { example, jsonOption, limitsOption } from '../command-options.ts'
import { type OpenedCopy, openCopy } from '../open-copy.ts'
import { write, writeJson } from '../print.ts'
import { createProgressBar } from '../progress.ts'
import { readDocument } from '../read-document.ts'
import { readPublicKey } from '../read-public-key.ts'
import { type Session, withFetcher } from '../session.ts'

interface VerifyOptions {
  readonly key: string
  readonly sig?: string
  readonly known?: string
  readonly config?: string
  readonly json?: boolean
}

export function addVerify(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('verify <target>')
    .description('check signatures: of a mirror (address), a copy (folder), a page, feed, text or manifest')
    .requiredOption('--key <key>', "the newsroom's public key as you know it: its text, or a file with it")
    .option('--sig <file>', "the article's signature, where it does not lie beside it: a file or an address")
    .option(
      '--known <file>',
      'a manifest, or the SHA256SUMS.sig of a copy, that you had before: an older one is a replay',
    )
    .addOption(limitsOption())
    .addOption(jsonOption())
    .addHelpText('after', example('verify https://news.example --key keys/root.pub'))
    .action(async (name: string, options: VerifyOptions) => {
      const verifier = await openVerifier(options.key, session)
      const findings = await withFetcher(session, options, async fetcher =>
        verify(await openCopy(name, fetcher, terminal.signal), { ...options, verifier }, session),
      )
      const status = worstOf(findings)
      if (options.json) await writeJson(terminal, { target: name, status, findings })
      else await write(terminal, formatFindings(findings))
      if (status !== 'good') throw notVerified(status, findings)
    })
}

async function openVerifier(key: string, { roots }: Session): Promise<Verifier> {
  const [pinned, verify] = await Promise.all([readPublicKey(key), roots.loadVerifySignature()])
  return { pinned, chain: [], nowMs: Date.now(), verify }
}

async function verify(
  { copy, file }: OpenedCopy,
  { verifier, sig, known }: VerifyOptions & { readonly verifier: Verifier },
  session: Session,
): Promise<readonly Finding[]> {
  const before = known === undefined ? null : await readFile(known, 'utf8')
  if (file !== null) {
    const { verifyFile } = await import('../../operations/verify-file.ts')
    const signature = sig === undefined ? null : await readText(sig, session)
    return verifyFile({ path: file, signature, copy, known: before }, verifier)
  }
  const { verifyMirror } = await import('../../operations/verify-mirror.ts')
  const bar = createProgressBar(session.terminal)
  try {
    const onProgress = (done: number, total: number) => bar.show({ sourceId: 'articles', done, total })
    return await verifyMirror(copy, verifier, { known: before, onProgress })
  } finally {
    bar.clear()
  }
}

async function readText(name: string, session: Session): Promise<string> {
  const { body } = await readDocument(session, name, {})
  return new TextDecoder().decode(body)
}

/** What is wrong is said line by line; what is good is counted, but for a single thing. */
function formatFindings(findings: readonly Finding[]): string {
  const good = findings.filter(each => each.status === 'good')
  const shown = findings.length === 1 ? findings : findings.filter(each => each.status !== 'good')
  const lines = shown.flatMap(({ path, status, says, details }) => [
    `${status}  ${path}  ${says}`,
    ...details.map(detail => `  ${detail}`),
  ])
  const count = findings.length > 1 ? [`${good.length} of ${findings.length} verified`] : []
  return [...lines, ...count].map(line => `${line}\n`).join('')
}

function notVerified(status: VerdictStatus, findings: readonly Finding[]): AppError {
  const worst = findings.find(each => each.status === status)
  return new AppError(
    'not-verified',
    `${status}: ${worst?.path ?? ''}: ${worst?.says ?? 'there was nothing to verify'}`,
  )
}
