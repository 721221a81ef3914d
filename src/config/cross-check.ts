import { nearestWord } from './nearest-word.ts'
import type { ParsedConfig } from './schema.ts'

/** What no key can know by itself: how the parts of a configuration fit together. A line for each fault. */
export function crossCheck(config: ParsedConfig): readonly string[] {
  return [
    ...repeated(
      config.sources.map(source => source.id),
      index => `sources[${index}].id`,
    ),
    ...repeated(
      config.channels.map(channel => channel.id),
      index => `channels[${index}].id`,
    ),
    ...repeated(
      config.mirrors.map(mirror => mirror.host),
      index => `mirrors[${index}].host`,
    ),
    ...repeated(
      config.vantagePoints.map(point => point.id),
      index => `vantagePoints[${index}].id`,
    ),
    ...config.vantagePoints.flatMap(checkVantagePoint),
    ...repeated(
      config.feeds.map(feed => feed.id),
      index => `feeds[${index}].id`,
    ),
    ...config.feeds.flatMap((feed, index) => checkFeed(config, feed, index)),
    ...config.sources.flatMap(checkAddresses),
    ...config.sources.flatMap(checkPace),
    ...checkAggregators(config),
    ...config.mirrors.flatMap((mirror, index) => checkChannel(config, mirror.channel, index)),
    ...checkListeners(config),
    ...checkEdge(config),
  ]
}

function repeated(values: readonly string[], pathOf: (index: number) => string): readonly string[] {
  return values.flatMap((value, index) => {
    const first = values.indexOf(value)
    return first === index
      ? []
      : [`${pathOf(index)}: '${value}' stands at ${pathOf(first)} too; allowed: each once`]
  })
}

function checkAddresses({ feeds, pages }: ParsedConfig['sources'][number], index: number): readonly string[] {
  if (feeds.length + pages.length > 0) return []
  return [`sources[${index}].feeds: is missing; allowed: at least one address here or in pages`]
}

function checkVantagePoint(
  { proxy, resolver }: ParsedConfig['vantagePoints'][number],
  index: number,
): readonly string[] {
  if (proxy === undefined || resolver === undefined) return []
  return [
    `vantagePoints[${index}].resolver: stands beside proxy, which resolves by itself; allowed: one of the two`,
  ]
}

function checkFeed(
  { sources }: ParsedConfig,
  feed: ParsedConfig['feeds'][number],
  index: number,
): readonly string[] {
  const path = `feeds[${index}]`
  const conditions = [feed.sources, feed.topics, feed.languages, feed.include, feed.exclude]
  if (conditions.every(list => list.length === 0))
    return [
      `${path}: has no condition; allowed: at least one of sources, topics, languages, include, exclude`,
    ]
  const sourceIds = sources.map(source => source.id)
  const topics = sources.flatMap(source => [source.topic ?? [], source.topics].flat())
  return [
    ...feed.sources.flatMap((id, n) =>
      checkKnown(id, sourceIds, `${path}.sources[${n}]: there is no source`),
    ),
    ...feed.topics.flatMap((topic, n) =>
      checkKnown(topic, topics, `${path}.topics[${n}]: no source has the topic`),
    ),
  ]
}

/** A misspelt one would make a feed in which nothing ever stands. */
function checkKnown(name: string, known: readonly string[], fault: string): readonly string[] {
  if (known.includes(name)) return []
  const nearest = nearestWord(name, known)
  const meant = nearest === null ? '' : ` (did you mean '${nearest}'?)`
  return [
    `${fault} '${name}'${meant}; allowed: ${[...new Set(known)].join(', ') || 'none, since there is none'}`,
  ]
}

function checkPace(
  { everyMinutes: { min, max } }: ParsedConfig['sources'][number],
  index: number,
): readonly string[] {
  if (min <= max) return []
  return [
    `sources[${index}].everyMinutes.min: ${min} is more than max, ${max}; allowed: at most ${max} (minutes)`,
  ]
}

function checkAggregators({ aggregators, mirrors }: ParsedConfig): readonly string[] {
  const index = mirrors.findIndex(mirror => mirror.host === aggregators?.host)
  if (index < 0) return []
  return [
    `aggregators.host: '${aggregators?.host}' stands at mirrors[${index}].host too; allowed: a host that never rotates`,
  ]
}

function checkChannel(config: ParsedConfig, channelId: string, index: number): readonly string[] {
  const path = `mirrors[${index}].channel`
  const open = config.channels.filter(channel => channel.kind === 'public').map(channel => channel.id)
  const allowed = `allowed: ${open.length === 0 ? 'no channel, since none is public' : open.join(', ')}`
  const channel = config.channels.find(each => each.id === channelId)
  if (channel === undefined) return [`${path}: there is no channel '${channelId}'; ${allowed}`]
  if (channel.kind === 'public') return []
  // A configuration is copied about and kept in repositories: it must not give a closed host away.
  const next = `tamizdat mirrors add HOST --channel ${channelId}`
  return [`${path}: '${channelId}' is closed, its hosts do not belong in a file (use: ${next}); ${allowed}`]
}

function checkListeners({ server, operator }: ParsedConfig): readonly string[] {
  const faults: string[] = []
  if (server.port === operator.port && server.port !== 0)
    faults.push(`operator.port: ${operator.port} is the port of server too; allowed: any other`)
  if (!isLoopback(operator.host) && operator.token === undefined)
    faults.push(
      `operator.token: is missing, though operator.host '${operator.host}' is not loopback; allowed: secret('NAME')`,
    )
  return faults
}

/** The same Worker answers for all of these, by the host name alone. */
function checkEdge({ edge, mirrors, aggregators }: ParsedConfig): readonly string[] {
  const { operatorHost, whereHost } = edge
  const taken = [...mirrors.map(mirror => mirror.host), aggregators?.host]
  const fault = (key: string, host: string | undefined, others: readonly (string | undefined)[]) =>
    host !== undefined && others.includes(host)
      ? [`edge.${key}: '${host}' is another host of this configuration too; allowed: a name of its own`]
      : []
  return [
    ...fault('operatorHost', operatorHost, taken),
    ...fault('whereHost', whereHost, [...taken, operatorHost]),
  ]
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}
