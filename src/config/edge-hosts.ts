import type { Config } from './config.ts'

/** What a custom domain of the Worker is for. */
export interface EdgeHost {
  readonly host: string
  readonly role: string
}

/** The host names of a configuration that the world can ask for, which become custom domains of the Worker. */
export function edgeHosts({
  mirrors,
  aggregators,
  edge,
}: Pick<Config, 'mirrors' | 'aggregators' | 'edge'>): readonly EdgeHost[] {
  const named: readonly EdgeHost[] = [
    ...mirrors.map(({ host, state, channelId }) => ({
      host,
      role: `mirror, ${state}, channel ${channelId}`,
    })),
    ...(aggregators === null ? [] : [{ host: aggregators.host, role: 'for aggregators' }]),
    ...(edge.operatorHost === null ? [] : [{ host: edge.operatorHost, role: "the operator's" }]),
    ...(edge.whereHost === null ? [] : [{ host: edge.whereHost, role: 'where a secret leads' }]),
  ]
  return named.filter(({ host }) => !isLocal(host))
}

function isLocal(host: string): boolean {
  return !host.includes('.') || host.endsWith('.localhost')
}

/** What a newcomer should know of this configuration before it is brought to Cloudflare, a sentence each. */
export function edgeNotes(config: Config): readonly string[] {
  const { edge, operator, sources, proxy, vantagePoints, probing, notices } = config
  const hosts = edgeHosts(config)
  const local = config.mirrors.filter(({ host }) => isLocal(host)).map(({ host }) => host)
  const notes: readonly (readonly [boolean, string])[] = [
    [
      !hosts.some(({ role }) => role.startsWith('mirror')),
      'no mirror has a host name that the world can ask for: put one of yours into `mirrors`, such as news.example.net; its zone must be in the account',
    ],
    [
      edge.operatorHost === null,
      'edge.operatorHost is not set: there will be no dashboard, no API, and no way to add a mirror or to bring an archive there',
    ],
    [
      edge.operatorHost !== null && operator.token === null,
      'edge.operatorHost has no operator.token: it will let nobody in',
    ],
    [
      local.length > 0,
      `${local.join(', ')}: names of your own computer, which readers would be told of: take them out of \`mirrors\``,
    ],
    [sources.length === 0, '`sources` is empty: nothing will be pulled'],
    [
      proxy !== null || sources.some(source => source.proxy !== undefined && source.proxy !== null),
      'Workers have no proxies: sources that are to be asked through one will fail',
    ],
    [
      vantagePoints.length > 0 || probing.ooni !== null,
      'Workers do not probe: run `tamizdat probe` on a machine',
    ],
    [notices.mail !== null, 'Workers send no mail: set notices.webhook, look at /admin, or watch /metrics'],
  ]
  return notes.filter(([is]) => is).map(([, text]) => text)
}
