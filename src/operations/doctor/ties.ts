import type { Mirror } from '../../core/mirror/mirror.ts'
import { parentOf } from '../../core/mirror/parent.ts'
import { type Check, type Finding, ok, warn } from './check.ts'
import { publicHosts } from './public-hosts.ts'

/** What makes several public mirrors fall together: one domain, one host, one address block. */
export const tiesCheck: Check = {
  id: 'ties',
  async run(deps) {
    const mirrors = await publicHosts(deps)
    const { outlook } = deps
    const findings = [
      ...tied(
        mirrors,
        ({ host }) => (parentOf(host).kind === 'owned' ? [parentOf(host).name] : []),
        parent => `stand under ${parent}`,
        'a censor blocks the domain: take the next host under another',
      ),
      ...tied(
        mirrors,
        ({ provider }) => (provider === null ? [] : [provider]),
        provider => `are with ${provider}`,
        'put the next host with another provider',
      ),
    ]
    if (outlook !== null) {
      const blocks = new Map<string, readonly string[]>()
      for (const { host } of mirrors) blocks.set(host, (await outlook.addressesOf(host)).map(blockOf))
      findings.push(
        ...tied(
          mirrors,
          ({ host }) => blocks.get(host) ?? [],
          block => `have addresses in ${block}`,
          'one rule for the block takes all of them: put the next host on another network',
        ),
      )
    }
    return findings.length > 0
      ? findings
      : [ok('nothing that can be seen from here ties the public hosts together')]
  },
}

function tied(
  mirrors: readonly Mirror[],
  keysOf: (mirror: Mirror) => readonly string[],
  say: (key: string) => string,
  next: string,
): readonly Finding[] {
  const groups = new Map<string, string[]>()
  for (const mirror of mirrors)
    for (const key of new Set(keysOf(mirror))) groups.set(key, [...(groups.get(key) ?? []), mirror.host])
  return [...groups]
    .filter(([, hosts]) => hosts.length > 1)
    .map(([key, hosts]) => warn(`${hosts.join(', ')} ${say(key)}`, next))
}

/** What is blocked as one: a /24, or a /48 of IPv6. */
function blockOf(address: string): string {
  if (!address.includes(':')) return `${address.split('.').slice(0, 3).join('.')}.0/24`
  return `${address.split(':').slice(0, 3).join(':')}::/48`
}
