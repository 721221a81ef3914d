import { writeFile } from 'node:fs/promises'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { lifetimeCurves } from '../../core/mirror/simulation/lifetimes.ts'
import {
  type CensorName,
  censorNames,
  defaultScenario,
  type PolicyName,
  policyNames,
  relaxed,
  type Scenario,
  strict,
} from '../../core/mirror/simulation/scenario.ts'
import type { Summary } from '../../core/mirror/simulation/summarize.ts'
import { example, jsonOption, parseCount } from '../command-options.ts'
import { formatTable, write, writeJson } from '../print.ts'
import { createProgressBar } from '../progress.ts'
import type { Session, Terminal } from '../session.ts'

interface SimulateOptions {
  readonly censor?: readonly CensorName[]
  readonly policy?: readonly PolicyName[]
  readonly agents?: number
  readonly invites: number
  readonly days: number
  readonly groupSize: number
  readonly firstHosts: number
  readonly fresh?: number
  readonly strikeDay: number
  readonly lifetimes: keyof typeof lifetimeCurves
  readonly seeds: number
  readonly seed: number
  readonly price: number
  readonly svg?: string
  readonly json?: boolean
}

export function addSimulate(program: Command, session: Session): void {
  const { invites, days, groupSize, firstHosts, strikeDay } = defaultScenario
  program
    .command('simulate')
    .description('play a censor against ways of giving hosts to readers, and print who is still connected')
    .addOption(new Option('--censor <name...>', 'censors to play (default: all)').choices(censorNames))
    .addOption(
      new Option('--policy <name...>', 'policies to play (default: all against the first censor)').choices(
        policyNames,
      ),
    )
    .option(
      '--agents <share>',
      "share of readers who are the censor's (default: 0.05, and 0.1 at zero lag)",
      parseShare,
    )
    .option('--invites <count>', 'invites on the first day', parseCount, invites)
    .option('--days <count>', 'days to play', parseCount, days)
    .option('--group-size <count>', 'invites in a group', parseCount, groupSize)
    .option('--first-hosts <count>', 'hosts on the first day, live and in reserve', parseCount, firstHosts)
    .option('--fresh <count>', 'fresh hosts a day (default: one for each 100 invites)', parseCount)
    .option(
      '--strike-day <day>',
      'when sleepers, and who blocks a provider or parent, strike',
      parseCount,
      strikeDay,
    )
    .addOption(
      new Option('--lifetimes <curve>', 'how fast hosts go by themselves, in the relaxed table')
        .choices(Object.keys(lifetimeCurves))
        .default('all'),
    )
    .option('--seeds <count>', 'plays whose means are printed', parseCount, 20)
    .option('--seed <number>', 'the first of them', parseCount, 1)
    .option('--price <amount>', 'price of one host, for the cost', parsePrice, 1)
    .option('--svg <file>', 'write a chart of the shares over the days')
    .addOption(jsonOption())
    .addHelpText('after', example('simulate --censor sleepers --agents 0.1 --svg sleepers.svg'))
    .action((options: SimulateOptions) => simulate(options, session.terminal))
}

async function simulate(options: SimulateOptions, terminal: Terminal): Promise<void> {
  const { summarize } = await import('../../core/mirror/simulation/summarize.ts')
  const { play } = await import('../../core/mirror/simulation/play.ts')
  const scenarios = chooseScenarios(options)
  const bar = createProgressBar(terminal)
  const total = scenarios.length * options.seeds
  const summaries: Summary[] = []
  for (const scenario of scenarios) {
    const outcomes = []
    for (let n = 0; n < options.seeds; n++) {
      // Lets Ctrl-C and the progress bar through between two plays.
      await new Promise(resolve => setImmediate(resolve))
      terminal.signal.throwIfAborted()
      outcomes.push(play(scenario, options.seed + n))
      bar.show({ sourceId: 'plays', done: summaries.length * options.seeds + n + 1, total })
    }
    summaries.push(summarize(scenario, outcomes))
  }
  bar.clear()
  if (options.svg !== undefined) await writeFile(options.svg, await draw(summaries))
  if (options.json)
    await writeJson(
      terminal,
      summaries.map(summary => toFacts(summary, options.price)),
    )
  else await write(terminal, formatSummaries(summaries, options))
}

/** Each scenario twice: as tables in the literature have it, and with every kindness taken away. */
function chooseScenarios(options: SimulateOptions): readonly Scenario[] {
  const { invites, days, groupSize, firstHosts, strikeDay, lifetimes } = options
  const censors = options.censor ?? censorNames
  const [first] = censors
  const pairs = [
    ...censors.map(censor => ({ censor, policies: options.policy ?? (['splitting-groups'] as const) })),
    ...(options.policy === undefined && first !== undefined
      ? [{ censor: first, policies: policyNames.filter(policy => policy !== 'splitting-groups') }]
      : []),
  ]
  const freshHostsPerDay = options.fresh ?? Math.max(1, Math.round(invites / 100))
  return [strict, { ...relaxed, lifetimes }].flatMap(relaxations =>
    pairs.flatMap(({ censor, policies }) =>
      policies.flatMap(policy =>
        sharesOf(options, censor, policy).map(agents => ({
          ...{ policy, censor, agents, invites, days, groupSize, firstHosts, strikeDay },
          ...{ freshHostsPerDay, relaxations },
        })),
      ),
    ),
  )
}

function sharesOf({ agents }: SimulateOptions, censor: CensorName, policy: PolicyName): readonly number[] {
  if (agents !== undefined) return [agents]
  return censor === 'zero-lag' && policy === 'splitting-groups' ? [0.05, 0.1] : [0.05]
}

async function draw(summaries: readonly Summary[]): Promise<string> {
  const { drawChart } = await import('../../core/mirror/simulation/chart.ts')
  const lines = summaries
    .filter(({ scenario }) => scenario.relaxations === strict)
    .map(({ scenario, connected }) => ({ name: nameOf(scenario), shares: connected }))
  return drawChart('Honest readers connected', lines)
}

function formatSummaries(summaries: readonly Summary[], { seeds, price }: SimulateOptions): string {
  const isStrict = ({ scenario }: Summary) => scenario.relaxations === strict
  const [any] = summaries
  if (any === undefined) return ''
  const { invites, days, groupSize, firstHosts, freshHostsPerDay } = any.scenario
  return `${invites} invites, ${days} days, groups of ${groupSize}, ${firstHosts} hosts on the first day and ${freshHostsPerDay} more each day; means of ${seeds} plays

As such tables usually are: everybody polls daily, one reader an invite, no newcomers, no error, hosts last
${formatRows(summaries.filter(isStrict), price)}
With every kindness taken away: ${describeRelaxed()}
${formatRows(
  summaries.filter(each => !isStrict(each)),
  price,
)}
READER-DAYS: share of honest reader-days with a host that answered. USED: hosts that readers were told of, and against
Mahdian's bound with the first live ones. SLOWED, CLOSED: honest invites at the end. COST: hosts used × ${price}.
`
}

function describeRelaxed(): string {
  const { arrivalsPerDay, weeklyPollers, sharedInvites, falseBlocksPerDay } = relaxed
  const percent = (share: number) => `${share * 100} %`
  return (
    `${percent(arrivalsPerDay)} newcomers a day, half invited by readers; ${percent(weeklyPollers)} poll weekly;\n` +
    `${percent(sharedInvites)} of invites shared by 2 to 4; ${percent(falseBlocksPerDay)} of hosts a day found blocked in error; hosts go as in RSF's list`
  )
}

function formatRows(summaries: readonly Summary[], price: number): string {
  const header = [
    'POLICY, CENSOR',
    'READER-DAYS',
    'DAY 0',
    'WORST',
    'WORST ≥ 30',
    'LAST',
    'USED',
    '×',
    'SLOWED',
    'CLOSED',
    'COST',
  ]
  return formatTable(
    header,
    summaries.map(summary => [
      nameOf(summary.scenario),
      ...[
        summary.readerDays,
        summary.connected[0] ?? 0,
        summary.worstDay,
        summary.worstDayLater,
        summary.lastDay,
      ].map(share => toPercent(share)),
      Math.round(summary.hostsUsed),
      (summary.hostsUsed / summary.bound).toFixed(2),
      toPercent(summary.wronglySlowed),
      toPercent(summary.wronglyClosed),
      Math.round(summary.hostsUsed * price),
    ]),
  )
}

function nameOf({ policy, censor, agents }: Scenario): string {
  return `${policy}, ${censor}, ${toPercent(agents, 0)}`
}

function toFacts({ scenario, ...summary }: Summary, price: number) {
  const { relaxations, ...rest } = scenario
  return { ...rest, relaxations, ...summary, cost: summary.hostsUsed * price }
}

function toPercent(share: number, digits = 1): string {
  return `${(share * 100).toFixed(digits)} %`
}

function parseShare(text: string): number {
  const share = Number(text)
  if (text.trim() !== '' && share >= 0 && share < 1) return share
  throw new InvalidArgumentError('Allowed: a share from 0 to below 1, such as 0.05.')
}

function parsePrice(text: string): number {
  const price = Number(text)
  if (text.trim() !== '' && price >= 0 && Number.isFinite(price)) return price
  throw new InvalidArgumentError('Allowed: a price, such as 1.50.')
}
