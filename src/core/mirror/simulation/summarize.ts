import type { Outcome } from './play.ts'
import type { Scenario } from './scenario.ts'

/** The means over several plays of one scenario. */
export interface Summary {
  readonly scenario: Scenario
  readonly seeds: number
  /** The share of honest readers connected, for each day. */
  readonly connected: readonly number[]
  /** Over all days. */
  readonly readerDays: number
  readonly worstDay: number
  /** From day 30 on, or over all days of a shorter play. */
  readonly worstDayLater: number
  readonly lastDay: number
  readonly hostsUsed: number
  /** Hosts that are enough to find all agents (Mahdian 2010), and those that were live first. */
  readonly bound: number
  readonly agents: number
  readonly wronglySlowed: number
  readonly wronglyClosed: number
}

export function summarize(scenario: Scenario, outcomes: readonly Outcome[]): Summary {
  const mean = (of: (outcome: Outcome) => number) =>
    outcomes.reduce((sum, outcome) => sum + of(outcome), 0) / outcomes.length
  const connected = Array.from({ length: scenario.days }, (_, day) =>
    mean(outcome => outcome.connected[day] ?? 0),
  )
  const later = connected.slice(scenario.days > 30 ? 30 : 0)
  return {
    scenario,
    seeds: outcomes.length,
    connected,
    readerDays: connected.reduce((sum, share) => sum + share, 0) / scenario.days,
    worstDay: Math.min(...connected),
    worstDayLater: Math.min(...later),
    lastDay: connected.at(-1) ?? 0,
    hostsUsed: mean(outcome => outcome.hostsUsed),
    bound:
      mean(outcome => mahdianBound(outcome.invites, outcome.agents)) + scenario.invites / scenario.groupSize,
    agents: mean(outcome => outcome.agents),
    wronglySlowed: mean(outcome => outcome.wronglySlowed),
    wronglyClosed: mean(outcome => outcome.wronglyClosed),
  }
}

/** Mahdian 2010: k(1 + ⌈log₂(n/k)⌉) hosts are enough for n readers with k agents among them. */
export function mahdianBound(readers: number, agents: number): number {
  return agents === 0 ? 0 : agents * (1 + Math.ceil(Math.log2(readers / agents)))
}
