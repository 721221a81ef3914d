import { AppError } from '../core/errors.ts'
import { defaultGroupRules } from '../core/mirror/group.ts'
import type { Channel } from '../core/mirror/mirror.ts'
import { parseProxy, type UpstreamProxy } from '../core/source/proxy.ts'
import type { Source } from '../core/source/source.ts'
import type { Config } from './config.ts'
import { crossCheck } from './cross-check.ts'
import { describeIssue } from './describe-issue.ts'
import { configSchema, type ParsedConfig } from './schema.ts'
import type { LocateSecret, RevealSecret, Secret } from './secret.ts'

/**
 * Checks a configuration as it was written and fills its defaults in.
 * @throws AppError `config-invalid` with every problem, one a line; `secret-missing` for a header's secret.
 */
export function parseConfig(written: unknown, reveal: RevealSecret, locate?: LocateSecret): Config {
  return checkConfig(written)(reveal, locate)
}

/**
 * The same in two steps, where secrets come later than the configuration.
 * @throws AppError `config-invalid` at once, `secret-missing` from what it gives.
 */
export function checkConfig(written: unknown): (reveal: RevealSecret, locate?: LocateSecret) => Config {
  const result = configSchema.safeParse(written, { reportInput: true })
  if (!result.success) throw invalidConfig(result.error.issues.flatMap(describeIssue))
  const { data } = result
  const faults = crossCheck(data)
  if (faults.length > 0) throw invalidConfig(faults)
  return (reveal, locate = ({ file }) => file ?? null) => toConfig(data, reveal, locate)
}

/** What stands in for a configuration where a command needs none: every default, nothing followed. */
export function defaultConfig(): Config {
  return toConfig(
    configSchema.parse({ title: 'tamizdat' }),
    ({ name }) => {
      throw new AppError('secret-missing', `no default is a secret, and so not ${name}`)
    },
    () => null,
  )
}

function invalidConfig(lines: readonly string[]): AppError {
  return new AppError('config-invalid', lines.join('\n'), {
    next: 'every key is explained in docs/config.md',
  })
}

/**
 * The secrets that must not fall into a finder's hands: what is ours, and the box that readers write to. A pass to a
 * proxy or a publisher says nothing of readers.
 */
function secretsOf({ signing, operator, mailResponder }: ParsedConfig): readonly Secret[] {
  const { server, mailbox } = mailResponder ?? {}
  return [signing?.key, signing?.delegation, operator.token, server, mailbox?.server].flatMap(
    each => each ?? [],
  )
}

function toConfig(parsed: ParsedConfig, reveal: RevealSecret, locate: LocateSecret): Config {
  const { signing, operator, server } = parsed
  const token = operator.token
  return {
    title: parsed.title,
    description: parsed.description ?? null,
    rights: parsed.rights ?? null,
    contact: parsed.contact ?? null,
    reviewedLanguages: parsed.reviewedLanguages,
    sources: parsed.sources.map(source => toSource(source, reveal)),
    feeds: parsed.feeds,
    sites: parsed.sites,
    siteConfigs: parsed.siteConfigs ?? null,
    mirrors: parsed.mirrors.map(({ channel, provider, ...mirror }) => ({
      ...mirror,
      channelId: channel,
      provider: provider ?? null,
    })),
    channels: parsed.channels.map(toChannel),
    aggregators:
      parsed.aggregators === undefined
        ? null
        : { ...parsed.aggregators, hub: parsed.aggregators.hub ?? null },
    store: parsed.store,
    limits: parsed.limits,
    signing: signing === undefined ? null : toSigning(signing, reveal),
    server: { ...server, publicPort: server.publicPort ?? null },
    operator: { ...operator, token: token === undefined ? null : () => reveal(token) },
    edge: {
      plan: parsed.edge.plan,
      operatorHost: parsed.edge.operatorHost ?? null,
      whereHost: parsed.edge.whereHost ?? null,
    },
    mailResponder: toResponder(parsed.mailResponder, reveal),
    notices: toNotices(parsed.notices, reveal),
    proxy: parsed.proxy === undefined ? null : toProxy(parsed.proxy, reveal),
    where: parsed.where ?? null,
    addressList: parsed.addressList ?? null,
    vantagePoints: parsed.vantagePoints.map(({ proxy, resolver, canary, group, ...point }) => ({
      ...point,
      proxy: proxy === undefined ? null : toProxy(proxy, reveal),
      resolver: resolver ?? null,
      canary: canary ?? null,
      groupId: group ?? null,
    })),
    probing: { ...parsed.probing, ooni: parsed.probing.ooni ?? null },
    keyFiles: secretsOf(parsed).flatMap(secret => locate(secret) ?? []),
    userAgent: parsed.userAgent,
  }
}

function toSource(
  { topic, topics, proxy, ...source }: ParsedConfig['sources'][number],
  reveal: RevealSecret,
): Source {
  const headers = Object.entries(source.headers).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : reveal(value),
  ])
  return {
    ...source,
    topics: [...new Set(topic === undefined ? topics : [topic, ...topics])],
    headers: Object.fromEntries(headers),
    ...(proxy !== undefined && { proxy: proxy === 'none' ? null : toProxy(proxy, reveal) }),
  }
}

function toSigning(
  { key, delegation }: NonNullable<ParsedConfig['signing']>,
  reveal: RevealSecret,
): Config['signing'] {
  return {
    key: () => reveal(key),
    delegation: delegation === undefined ? null : () => reveal(delegation),
  }
}

function toResponder(
  responder: ParsedConfig['mailResponder'],
  reveal: RevealSecret,
): Config['mailResponder'] {
  if (responder === undefined) return null
  const { server, mailbox, ...rest } = responder
  return {
    ...rest,
    server: () => reveal(server),
    mailbox: mailbox === undefined ? null : { ...mailbox, server: () => reveal(mailbox.server) },
  }
}

function toNotices({ webhook, mail }: ParsedConfig['notices'], reveal: RevealSecret): Config['notices'] {
  return {
    webhook: webhook === undefined ? null : () => reveal(webhook),
    mail: mail === undefined ? null : { ...mail, server: () => reveal(mail.server) },
  }
}

function toProxy(written: string | Secret, reveal: RevealSecret): UpstreamProxy {
  const proxy = parseProxy(typeof written === 'string' ? written : reveal(written))
  if (proxy !== null) return proxy
  // Its value is not shown: it may hold a password.
  const name = typeof written === 'string' ? 'proxy' : `the secret ${written.name}`
  throw invalidConfig([
    `${name}: is no address of a proxy; allowed: http://, https:// or socks5://user:password@host:port`,
  ])
}

function toChannel({
  audience,
  signatures,
  neutralTitle,
  groups,
  rotation,
  ...channel
}: ParsedConfig['channels'][number]): Channel {
  const risk = audience ?? (channel.kind === 'public' ? 'open' : 'careful')
  return {
    ...channel,
    neutralTitle: neutralTitle ?? null,
    audience: risk,
    signatures: signatures ?? risk === 'open',
    groups: {
      ...defaultGroupRules,
      groupSize: groups.size,
      expectedAgents: groups.expectedAgents,
      closeAtCharge: groups.closes ? defaultGroupRules.closeAtCharge : null,
    },
    rotation: { leadHours: rotation.leadHours, everyDays: rotation.everyDays ?? null },
  }
}
