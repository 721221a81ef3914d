import type { Channel } from '../../core/mirror/mirror.ts'
import type { SiteRules, Source } from '../../core/source/source.ts'
import type { Archive } from '../../ports/archive.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Extractor } from '../../ports/extractor.ts'
import type { Fetcher } from '../../ports/fetcher.ts'
import type { Mailbox } from '../../ports/mailbox.ts'
import type { MeasurementLog } from '../../ports/measurement-log.ts'
import type { MirrorLog } from '../../ports/mirror-log.ts'
import type { Outlook } from '../../ports/outlook.ts'
import type { Signer } from '../../ports/signer.ts'
import type { SiteBook } from '../../ports/site-book.ts'
import type { SourceLog } from '../../ports/source-log.ts'
import type { KeptCopy } from '../../ports/store.ts'
import type { MirrorSeed } from '../change-mirror.ts'

/** `ok`: as it should be; `warn`: works, but not for ever or not for all; `bad`: does not work. */
export type Severity = 'ok' | 'warn' | 'bad'

/** One thing that was looked at. */
export interface Finding {
  readonly severity: Severity
  /** What is so, as a sentence. */
  readonly finding: string
  /** What to do, as a sentence or a command; null where nothing is to be done. */
  readonly next: string | null
}

/** A disk as far as the store needs to know it. */
export interface Space {
  readonly freeBytes: number
  readonly usedBytes: number
}

/** A file of the front: the end of it, where it is long. */
export interface FrontFile {
  readonly name: string
  readonly text: string
}

/** What runs, and what the archive is of. */
export interface Versions {
  readonly program: string
  readonly node: string
  readonly sqlite: string
  /** Null where there is no archive yet. */
  readonly foundSchema: number | null
  readonly presentSchema: number
}

/** What checks look at. */
export interface DoctorDeps {
  readonly sources: readonly Source[]
  /** Rules of the configuration, by host. */
  readonly sites: readonly { readonly host: string; readonly rules: SiteRules }[]
  readonly channels: readonly Channel[]
  /** As the configuration has them; how they stand now is in the mirror log. */
  readonly seeds: readonly MirrorSeed[]
  readonly archive: Archive
  readonly sourceLog: SourceLog
  readonly mirrorLog: MirrorLog
  readonly measurementLog: MeasurementLog
  /** Null where nothing is signed. */
  readonly signer: Signer | null
  readonly clock: Clock
  /** Null where the store does not stand on a disk that we see. */
  readonly readSpace: (() => Promise<Space>) | null
  /** Null where nothing is to be looked at over the network. */
  readonly outlook: Outlook | null
  /** Asked for one feed, to compare clocks, and for pages that rules are tested by, where `outlook` is there too. */
  readonly fetcher: Fetcher
  readonly extractor: Extractor
  readonly siteBook: SiteBook
  /** Where the two listeners are. */
  readonly listeners: {
    readonly readers: { readonly host: string }
    readonly operator: { readonly host: string; readonly port: number }
  }
  /** Configuration and logs of the front, as far as they are there and may be read. */
  readonly readFrontFiles: () => Promise<readonly FrontFile[]>
  readonly versions: Versions
  /** Opens the mail responder's mailbox; null where there is none, or nothing is to be looked at over the network. */
  readonly openMailbox: (() => Promise<Mailbox>) | null
  /** What upgrades have kept of the archive. */
  readonly listCopies: () => Promise<readonly KeptCopy[]>
}

/** One thing to look at. A check is a file of this folder and a line in examine.ts. */
export interface Check<Needs extends keyof DoctorDeps = keyof DoctorDeps> {
  readonly id: string
  /** At least one finding; what it throws becomes a bad one. */
  readonly run: (deps: Pick<DoctorDeps, Needs>) => Promise<readonly Finding[]>
}

export function ok(finding: string): Finding {
  return { severity: 'ok', finding, next: null }
}

export function warn(finding: string, next: string): Finding {
  return { severity: 'warn', finding, next }
}

export function bad(finding: string, next: string): Finding {
  return { severity: 'bad', finding, next }
}
