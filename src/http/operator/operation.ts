import type { Channel } from '../../core/mirror/mirror.ts'
import type { Site } from '../../core/page/site.ts'
import type { Source } from '../../core/source/source.ts'
import type { MirrorHandDeps } from '../../operations/change-mirror.ts'
import type { OriginOf } from '../../operations/invite-by-hand.ts'
import type { Archive } from '../../ports/archive.ts'
import type { MeasurementLog } from '../../ports/measurement-log.ts'
import type { Publisher } from '../../ports/publisher.ts'
import type { SourceLog } from '../../ports/source-log.ts'
import type { WorkLog } from '../../ports/work-log.ts'
import type { WorkQueue } from '../../ports/work-queue.ts'

/** What the operator's operations work on; `actor` is whoever asks. */
export interface HandDeps extends MirrorHandDeps {
  readonly archive: Archive
  readonly sourceLog: SourceLog
  readonly measurementLog: MeasurementLog
  readonly publisher: Publisher
  /** Only where pulling is cut into pieces. */
  readonly workLog?: WorkLog
  readonly workQueue?: WorkQueue
  readonly site: Site
  readonly sources: readonly Source[]
  readonly channels: readonly Channel[]
  /** Null where no public list is kept. */
  readonly addressList: { readonly slots: number; readonly everyHours: number } | null
  readonly originOf: OriginOf
}

/** One value that an operation takes, in the terms of JSON Schema. */
export interface Field {
  readonly type: 'string' | 'boolean' | 'integer'
  readonly description: string
  readonly required?: true
  readonly enum?: readonly string[]
  readonly maximum?: number
}

export type Given = Readonly<Record<string, string | number | boolean>>

/** One thing that an operator can do or ask; the API, its description and the dashboard's forms are made of these. */
export interface OperatorOperation {
  readonly id: string
  readonly method: 'get' | 'post'
  /** Below `/api/v1`, parameters in braces. */
  readonly path: string
  readonly summary: string
  /** In the query of a GET, in the JSON body of a POST. */
  readonly fields: Readonly<Record<string, Field>>
  readonly run: (given: Given, deps: HandDeps) => Promise<unknown>
}

export const text = (description: string): Field => ({ type: 'string', description })
export const needed = (description: string): Field => ({ type: 'string', description, required: true })
export const flag = (description: string): Field => ({ type: 'boolean', description })
export const limit: Field = { type: 'integer', description: 'How many, 50 unless told.', maximum: 500 }

/** How many are listed: as many as were asked for, else 50. */
export function limitOf(given: Given): number {
  return Number(given['limit'] ?? 50)
}

export function of(given: Given, name: string): string {
  return String(given[name] ?? '')
}

export function optional(given: Given, name: string): string | undefined {
  const value = given[name]
  return typeof value === 'string' ? value : undefined
}
