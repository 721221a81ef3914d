import type { Measurement } from '../core/mirror/measurement.ts'

/** Measurements of mirrors, dated. */
export interface MeasurementLog {
  record(measurements: readonly Measurement[]): Promise<void>
  /** Oldest first, those of one instant in the order in which they were recorded. */
  list(filter: { readonly host?: string; readonly sinceMs: number }): Promise<readonly Measurement[]>
  /** Forgets what is older. */
  forget(beforeMs: number): Promise<void>
  /** Forgets everything, for ever: nothing of it may be left where it was kept. */
  wipe(): Promise<void>
}
