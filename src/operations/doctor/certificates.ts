import type { Mirror } from '../../core/mirror/mirror.ts'
import type { HostCertificate } from '../../ports/outlook.ts'
import { bad, type Check, type Finding, ok, warn } from './check.ts'
import { publicHosts } from './public-hosts.ts'

const dayMs = 86_400_000
const soonDays = 14

/** Whether each public mirror leads here and shows a certificate of its own that lasts. */
export const certificatesCheck: Check = {
  id: 'certificates',
  async run(deps) {
    const { outlook, clock } = deps
    if (outlook === null) return [ok('hosts were not looked at from outside')]
    const mirrors = await publicHosts(deps)
    if (mirrors.length === 0) return [ok('no public host has an address that others see')]
    const findings: Finding[] = []
    const seen = new Map<string, string>()
    for (const mirror of mirrors) {
      if ((await outlook.addressesOf(mirror.host)).length === 0) {
        findings.push(leadsNowhere(mirror))
        continue
      }
      const certificate = await outlook.certificateOf(mirror.host)
      if (certificate === null) findings.push(...answersNothing(mirror))
      else findings.push(...judge(mirror, certificate, seen, clock.nowMs()))
    }
    return findings.length > 0
      ? findings
      : [ok(`every public host leads here with a sound certificate (${mirrors.length})`)]
  },
}

function leadsNowhere({ host, state }: Mirror): Finding {
  const finding = `${host} leads nowhere: it has no address in the DNS`
  const next = `give it an A or AAAA record, or: npx tamizdat mirrors retire ${host}`
  return state === 'live' ? bad(finding, next) : warn(finding, next)
}

/** A standby may well wait without a certificate: one would tell everybody of it. */
function answersNothing({ host, state }: Mirror): readonly Finding[] {
  if (state === 'standby') return []
  return [
    bad(
      `${host} does not answer over TLS`,
      'see that the front runs and has a block for it: deploy/ has examples',
    ),
  ]
}

function judge(
  { host }: Mirror,
  { names, endsAtMs, fingerprint, fault }: HostCertificate,
  seen: Map<string, string>,
  nowMs: number,
): readonly Finding[] {
  const findings: Finding[] = []
  const days = Math.floor((endsAtMs - nowMs) / dayMs)
  const renew = 'see why the front does not renew it: is port 80 reachable?'
  if (days < 0) findings.push(bad(`the certificate of ${host} has ended`, renew))
  else if (fault !== null) findings.push(bad(`browsers refuse the certificate of ${host}: ${fault}`, renew))
  else if (days < soonDays) findings.push(warn(`the certificate of ${host} ends in ${days} days`, renew))
  const sharer = seen.get(fingerprint)
  seen.set(fingerprint, host)
  if (sharer !== undefined)
    findings.push(warn(`${sharer} and ${host} show the same certificate`, 'give each host one of its own'))
  else if (new Set(names.map(name => name.replace(/^www\./, ''))).size > 1)
    findings.push(
      warn(
        `the certificate of ${host} names ${names.length} hosts: who knows one knows them all`,
        'give each host a certificate of its own',
      ),
    )
  return findings
}
