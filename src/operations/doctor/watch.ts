import type { DoctorDeps } from './check.ts'
import { type Examined, examine } from './examine.ts'

// What changes by itself while nobody looks, quickly and slowly; the rest of the doctor is for whoever asks it.
const hourly = ['sources', 'signing', 'standbys']
const daily = ['certificates', 'domains', 'clock', 'rules']

export type WatchDeps = Omit<
  DoctorDeps,
  'readSpace' | 'readFrontFiles' | 'listeners' | 'versions' | 'listCopies' | 'openMailbox'
>

/** What is looked at by itself, on a machine. */
export interface Watch {
  readonly lookHourly: () => Promise<readonly Examined[]>
  /** Also over the network. */
  readonly lookDaily: () => Promise<readonly Examined[]>
}

export function createWatch(deps: WatchDeps): Watch {
  const look = (ids: readonly string[], outlook: DoctorDeps['outlook']) =>
    examine(
      {
        ...deps,
        outlook,
        readSpace: null,
        readFrontFiles: async () => [],
        listeners: { readers: { host: 'localhost' }, operator: { host: 'localhost', port: 0 } },
        versions: { program: '', node: '24', sqlite: '', foundSchema: null, presentSchema: 0 },
        listCopies: async () => [],
        openMailbox: null,
      },
      ids,
    )
  return { lookHourly: () => look(hourly, null), lookDaily: () => look(daily, deps.outlook) }
}
