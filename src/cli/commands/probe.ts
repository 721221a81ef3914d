import { type Command, InvalidArgumentError } from 'commander'
import type { ProbeReport } from '../../operations/probe-mirrors.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { formatInstant, formatTable, write, writeJson } from '../print.ts'
import { createProgressBar } from '../progress.ts'
import { type Session, withRuntime } from '../session.ts'

export function addProbe(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('probe')
    .argument('[host...]', 'hosts to measure (default: every public host that is live)', collectHosts)
    .description('measure each mirror from each configured vantage point, and judge by all that was measured')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('probe news.example.net'))
    .action((hosts: readonly string[], options: { config: string; json?: boolean }) =>
      withRuntime(session, options, async runtime => {
        const bar = createProgressBar(terminal)
        const report = await runtime
          .probe({
            hosts: hosts.length > 0 ? hosts : undefined,
            signal: terminal.signal,
            onProgress: ({ done, total }) => bar.show({ sourceId: 'hosts', done, total }),
          })
          .finally(() => bar.clear())
        if (options.json) await writeJson(terminal, toFacts(report))
        else await write(terminal, formatReport(report, runtime.config.vantagePoints.length > 0))
      }),
    )
}

function collectHosts(text: string, before: readonly string[] = []): readonly string[] {
  if (!/[\s/\\:@?#%]/.test(text) && URL.canParse(`http://${text}/`))
    return [...before, new URL(`http://${text}/`).hostname]
  throw new InvalidArgumentError('Allowed: host names alone, such as news.example.net.')
}

function formatReport(
  { measurements, verdicts, decisions, idleVantageIds, brokenVantageIds }: ProbeReport,
  hasVantagePoints: boolean,
): string {
  const idle = [
    ...idleVantageIds.map(
      id =>
        `${id} is bound to a group that is no more, and touches nothing: bind another to a group of today\n`,
    ),
    ...brokenVantageIds.map(id => `${id} does not reach its canary: nothing was measured from it\n`),
  ]
  if (measurements.length === 0)
    return `no public host is live: npx tamizdat mirrors activate HOST\n${idle.join('')}`
  const measured = formatTable(
    ['HOST', 'FROM', 'REGION', 'RESULT', 'BYTES', 'SEEN'],
    measurements.map(({ host, vantageId, region, class: probeClass, bytes, note }) => [
      host,
      vantageId,
      region,
      probeClass,
      bytes,
      note,
    ]),
  )
  if (!hasVantagePoints)
    return `${measured}\nOnly seen from this server, which tells nothing of any country: name vantagePoints in the configuration.\n`
  const judged = formatTable(
    ['HOST', 'REGION', 'STANDS', 'EVIDENCE', 'MEASURED', 'SEEN FROM'],
    verdicts.map(({ host, region, status, evidence, measured: count, vantageIds, isRecorded }) => [
      host,
      region,
      isRecorded ? `${status} (recorded as blocked)` : status,
      `${Math.round(evidence * 100)} %`,
      count,
      vantageIds.join(', ') || null,
    ]),
  )
  const done = decisions.map(({ host, region, reason, nextHost, problem }) => {
    const next =
      nextHost !== null
        ? `; its readers are told of ${nextHost}`
        : problem !== null
          ? `; no next host is announced: ${problem}`
          : ''
    return `${host} is recorded as blocked in ${region} (${reason})${next}\n`
  })
  return [measured, judged, done.join(''), idle.join('')].filter(Boolean).join('\n')
}

function toFacts({ measurements, verdicts, decisions, idleVantageIds, brokenVantageIds }: ProbeReport) {
  return {
    measurements: measurements.map(({ atMs, facts, ...each }) => ({
      at: formatInstant(atMs),
      ...each,
      addresses: facts?.addresses ?? null,
      certificate: facts?.certificate
        ? {
            fingerprint: facts.certificate.fingerprint,
            expires: formatInstant(facts.certificate.expiresAtMs),
            names: facts.certificate.names,
          }
        : null,
    })),
    verdicts,
    decisions,
    idleVantagePoints: idleVantageIds,
    brokenVantagePoints: brokenVantageIds,
  }
}
