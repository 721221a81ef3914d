import { bad, type Check, type Finding, ok, warn } from './check.ts'

/** Whether the front before us writes down who asked for what: on a closed channel the path holds the prefix. */
export const frontCheck: Check = {
  id: 'front',
  async run(deps) {
    const hosts = (await deps.mirrorLog.list()).map(({ host }) => host)
    const files = await deps.readFrontFiles()
    const findings = files.flatMap(({ name, text }) => judge(name, text, hosts))
    if (findings.length > 0) return findings
    // A log that is clean today says nothing of tomorrow: only the front's own words do.
    const fronts = files.filter(({ text }) => isFront(text)).map(({ name }) => name)
    return fronts.length === 0
      ? [ok('no configuration of a front was found here; name yours in server.frontFiles')]
      : [ok(`the front writes down no request (${fronts.join(', ')})`)]
  },
}

function isFront(text: string): boolean {
  return /\bproxy_pass\b|\breverse_proxy\b/.test(text.replace(/^\s*#.*$/gm, ''))
}

function judge(name: string, text: string, hosts: DoctorHosts): readonly Finding[] {
  const bare = text.replace(/^\s*#.*$/gm, '')
  if (/\bproxy_pass\b/.test(bare)) return judgeNginx(name, bare)
  if (/\breverse_proxy\b/.test(bare)) return judgeCaddy(name, bare)
  return judgeLog(name, text, hosts)
}

type DoctorHosts = readonly string[]

function judgeNginx(name: string, text: string): readonly Finding[] {
  const kept = [...text.matchAll(/\baccess_log\s+([^;\s]+)/g)]
    .map(([, file]) => file)
    .filter(file => file !== 'off')
  const next = 'write access_log off; and delete what was logged'
  if (kept.length > 0) return [bad(`${name} keeps an access log: ${kept.join(', ')}`, next)]
  // nginx keeps one unless it is told not to.
  return /\baccess_log\s+off\b/.test(text) ? [] : [warn(`${name} does not turn the access log off`, next)]
}

function judgeCaddy(name: string, text: string): readonly Finding[] {
  const findings: Finding[] = []
  if (/^\s*log(?:\s*\{|\s*$)/m.test(text))
    findings.push(
      bad(`${name} keeps an access log (log)`, 'take the log directive out, and delete what was logged'),
    )
  if (!/\bexclude\b[^\n]*\bhttp\.log\.error\b/.test(text))
    findings.push(
      warn(
        `${name} writes failed requests down, with path and address`,
        'take the global options of deploy/caddy/Caddyfile',
      ),
    )
  return findings
}

/** An access log in use: lines with requests of ours in them. */
function judgeLog(name: string, text: string, hosts: DoctorHosts): readonly Finding[] {
  const next = `turn it off in the front, then: shred -u ${name}`
  const prefixes = new Set(text.match(/(?<=["\s/])\/?[0-9a-hjkmnp-tv-z]{20}(?=\/)/g))
  if (prefixes.size > 0)
    return [
      bad(
        `${name} holds the prefixes of closed channels (${prefixes.size}): each is a reader or a few`,
        next,
      ),
    ]
  const isOurs =
    /"?(?:GET|HEAD) \S*(?:\/a\/[0-9a-z]{12}|\/feeds\/)/.test(text) || hosts.some(host => text.includes(host))
  return isOurs ? [bad(`${name} holds what readers asked for`, next)] : []
}
