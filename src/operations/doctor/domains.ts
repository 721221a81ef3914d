import { toIso } from '../../core/instant.ts'
import { bad, type Check, type Finding, ok, warn } from './check.ts'
import { ownedParents, publicHosts } from './public-hosts.ts'

const dayMs = 86_400_000
const soonDays = 45

/** Whether a domain is about to lapse: whoever registers it next reads the addresses of those who still poll it. */
export const domainsCheck: Check = {
  id: 'domains',
  async run(deps) {
    const { outlook, clock } = deps
    if (outlook === null) return [ok('registries were not asked')]
    const domains = ownedParents(await publicHosts(deps))
    const findings: Finding[] = []
    const unknown: string[] = []
    for (const domain of domains) {
      const endsAtMs = await outlook.domainEndMs(domain)
      if (endsAtMs === null) unknown.push(domain)
      else findings.push(...judge(domain, endsAtMs, clock.nowMs()))
    }
    const rest =
      unknown.length === 0 ? [] : [ok(`not known when these end, ask the registrar: ${unknown.join(', ')}`)]
    if (findings.length === 0 && unknown.length < domains.length) return [ok('no domain ends soon'), ...rest]
    return findings.length + rest.length > 0
      ? [...findings, ...rest]
      : [ok('no public host has a domain of yours')]
  },
}

function judge(domain: string, endsAtMs: number, nowMs: number): readonly Finding[] {
  const day = toIso(endsAtMs).slice(0, 10)
  const next = 'renew it, for two years beyond its last use, and let the registrar do so by itself'
  if (endsAtMs <= nowMs) return [bad(`the domain ${domain} has lapsed on ${day}`, next)]
  if (endsAtMs < nowMs + soonDays * dayMs) return [warn(`the domain ${domain} lapses on ${day}`, next)]
  return []
}
