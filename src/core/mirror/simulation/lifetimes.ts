import type { Chance } from './chance.ts'

/**
 * How long public mirror host names of censored newsrooms stayed listed: the age in days by which 5 %, 10 %, … 95 % of
 * them were gone (Kaplan-Meier); shorter where the data does not reach. Computed from the public history, 2022-03-14 to
 * 2026-08-08, of the list of RSF's Operation Collateral Freedom (RSF-RWB/collateralfreedom, sites.json). Leaving the
 * list is a proxy for being blocked, not proof of it.
 */
export const lifetimeCurves = {
  /** 1,413 hosts of all newsrooms. */
  all: [
    0.58, 1, 3.17, 7.42, 22.12, 34.48, 63.3, 107.89, 136.05, 158.18, 277.02, 336.54, 386.07, 582.23, 851.1,
    1099.07, 1161.32, 1333.21, 1577.29,
  ],
  /** 279 hosts of holod.media, hunted at the end of 2024. */
  holod: [
    0.42, 0.54, 0.58, 0.83, 0.96, 1, 1, 1, 1.15, 1.33, 1.58, 2.63, 3.17, 3.56, 6.87, 7, 7.21, 7.46, 8.42,
  ],
  /** 251 hosts of meduza.io, those of 2026. */
  'meduza-2026': [12.23, 17.69, 21.79, 22.6, 25.15, 30.33, 31.94, 32.79, 34.83, 36.96, 40.31, 45.27],
} as const satisfies Record<string, readonly number[]>

export type LifetimeCurve = keyof typeof lifetimeCurves

/** Draws the age at which a host goes for reasons that no reader gave; infinite beyond the data. */
export function drawLifetimeDays(curve: LifetimeCurve | null, chance: Chance): number {
  if (curve === null) return Number.POSITIVE_INFINITY
  const quantiles: readonly number[] = lifetimeCurves[curve]
  const at = chance.next() * 20
  const step = Math.floor(at)
  const [from, to] = [step === 0 ? 0 : quantiles[step - 1], quantiles[step]]
  if (from === undefined || to === undefined) return Number.POSITIVE_INFINITY
  return from + (to - from) * (at - step)
}
