import { dayMs } from '../../core/mirror/group.ts'
import type { TieKind } from '../../core/mirror/pool-ties.ts'
import { type PoolSurvey, type SurveyedMirror, surveyPool } from '../survey-pool.ts'
import { bad, type Check, type Finding, ok, warn } from './check.ts'
import { adviceOnNameServers } from './ties.ts'

// A name must be renewed by hand at many registrars.
const lapseDays = 60
const reserveDays = 30
// A retired name that lapses is registered by whoever wants to read the addresses of those who still poll it.
const keptYears = 2
const mostUnderOneSuffix = 1 / 4
const fewestToJudge = 4
// The rest is in the list.
const mostNamed = 3

/** What falls together in the pool, what runs out, and what gives names away. */
export const poolCheck: Check = {
  id: 'pool',
  async run(deps) {
    const survey = await surveyPool(deps.channels, deps)
    const nowMs = deps.clock.nowMs()
    const findings = [
      ...tiedTogether(survey),
      ...crowded(survey),
      ...patterned(survey),
      ...lapsing(survey.mirrors, nowMs),
      ...runningOut(survey, nowMs),
    ]
    return [
      ok(`${survey.inUse} hosts in use, in ${survey.effective} parts that have nothing in common`),
      ...findings,
    ]
  },
}

/** Of public hosts the check of ties speaks, which looks at them from outside. */
function tiedTogether({ ties, mirrors }: PoolSurvey): readonly Finding[] {
  const closed = new Set(mirrors.filter(each => each.groupId !== null).map(each => each.host))
  return ties
    .filter(tie => nouns[tie.kind] !== null && tie.hosts.some(host => closed.has(host)))
    .slice(0, mostNamed)
    .map(({ kind, name, hosts }) =>
      kind === 'name servers'
        ? warn(
            `hosts of ${hosts.length} groups or channels have the same name servers (${name}): one gives the others away`,
            adviceOnNameServers(name),
          )
        : warn(
            `hosts of ${hosts.length} groups or channels share ${nouns[kind]} (${name}): they fall together`,
            'take the next hosts at other providers and under other names; see: npx tamizdat mirrors list',
          ),
    )
}

/** Null: not what ties a group to another. */
const nouns: Readonly<Record<TieKind, string | null>> = {
  parent: 'a parent',
  'shared suffix': null,
  provider: 'a provider',
  'address block': 'an address block',
  'shared front': null,
  certificate: 'a certificate',
  'name servers': 'their name servers',
}

function crowded({ ties, inUse }: PoolSurvey): readonly Finding[] {
  if (inUse < fewestToJudge) return []
  return ties
    .filter(tie => tie.kind === 'shared suffix' && tie.hosts.length > inUse * mostUnderOneSuffix)
    .map(({ name, hosts }) =>
      warn(
        `${hosts.length} of ${inUse} hosts in use stand under ${name}: more than a quarter would fall with it`,
        'take the next hosts elsewhere',
      ),
    )
}

function patterned({ patterns }: PoolSurvey): readonly Finding[] {
  return patterns
    .slice(0, mostNamed)
    .map(({ pattern, hosts }) =>
      warn(
        `${hosts.length} names have “${pattern}” in common: a censor finds the next one by a rule`,
        'take names that follow no pattern',
      ),
    )
}

function lapsing(mirrors: readonly SurveyedMirror[], nowMs: number): readonly Finding[] {
  return mirrors.flatMap(({ host, state, expiresAtMs, changedAtMs }) => {
    if (expiresAtMs === undefined || expiresAtMs - nowMs > lapseDays * dayMs) return []
    if (state === 'retired' && nowMs - changedAtMs > keptYears * 365 * dayMs) return []
    const day = new Date(expiresAtMs).toISOString().slice(0, 10)
    const next = `renew it, then: npx tamizdat mirrors add ${host} --expires DATE`
    if (expiresAtMs <= nowMs) return [bad(`the registration of ${host} (${state}) ended on ${day}`, next)]
    return [warn(`the registration of ${host} (${state}) ends on ${day}`, next)]
  })
}

function runningOut({ reserves }: PoolSurvey, nowMs: number): readonly Finding[] {
  return reserves.flatMap(({ channelId, standbys, lost, countedDays, endsAtMs }) => {
    if (endsAtMs === null || standbys === 0 || endsAtMs - nowMs > reserveDays * dayMs) return []
    const day = new Date(endsAtMs).toISOString().slice(0, 10)
    const option = channelId === 'public' ? '' : ` --channel ${channelId}`
    return [
      warn(
        `channel ${channelId} lost ${lost} in ${countedDays} days: its ${standbys} in reserve will be gone by ${day}`,
        `npx tamizdat mirrors add HOST${option}`,
      ),
    ]
  })
}
