import type { Config } from '../config/config.ts'
import type { Channel } from '../core/mirror/mirror.ts'
import type { Site } from '../core/page/site.ts'
import type { VerifySignature } from '../core/signature/trust.ts'
import type { ProbeOptions, ProbeReport } from '../operations/probe-mirrors.ts'
import type { RefreshReport } from '../operations/refresh-source.ts'
import type { Archive } from '../ports/archive.ts'
import type { AuditLog } from '../ports/audit-log.ts'
import type { Clock } from '../ports/clock.ts'
import type { Compressor } from '../ports/compressor.ts'
import type { CopyStore } from '../ports/copy-store.ts'
import type { Extractor } from '../ports/extractor.ts'
import type { Fetcher } from '../ports/fetcher.ts'
import type { Log } from '../ports/log.ts'
import type { SendMail } from '../ports/mail-sender.ts'
import type { OpenMailbox } from '../ports/mailbox.ts'
import type { MeasurementLog } from '../ports/measurement-log.ts'
import type { MirrorLog } from '../ports/mirror-log.ts'
import type { OperatorApi } from '../ports/operator-api.ts'
import type { Outlook } from '../ports/outlook.ts'
import type { Publisher } from '../ports/publisher.ts'
import type { Signer } from '../ports/signer.ts'
import type { SiteBook } from '../ports/site-book.ts'
import type { SourceLog } from '../ports/source-log.ts'
import type { KeptCopy, Store, Upgrade } from '../ports/store.ts'

/** How far a pull has come with one source. */
export interface PullProgress {
  readonly sourceId: string
  readonly done: number
  readonly total: number
}

export interface PullOptions {
  /** Default: all. */
  readonly sourceIds?: readonly string[]
  readonly signal: AbortSignal
  readonly onProgress?: (progress: PullProgress) => void
}

/** A server that has begun to answer. */
export interface Serving {
  readonly port: number
  readonly operatorPort: number
  /** Null where nobody can ask over the network where a secret leads. */
  readonly wherePort: number | null
  /** Resolves once the signal has stopped it and everything under way is finished; rejects if it broke down. */
  readonly stopped: Promise<void>
}

/** The whole product over one configuration, as commands use it. */
export interface Runtime {
  readonly config: Config
  readonly channels: readonly Channel[]
  readonly archive: Archive
  readonly sourceLog: SourceLog
  readonly mirrorLog: MirrorLog
  readonly measurementLog: MeasurementLog
  readonly auditLog: AuditLog
  /** Who gives the commands, as the audit log has it. */
  readonly actor: string
  readonly publisher: Publisher
  readonly compressor: Compressor
  readonly site: Site
  /** Null where nothing is signed. */
  readonly signer: Signer | null
  readonly fetcher: Fetcher
  readonly outlook: Outlook
  /** @param server its address, as `notices.mail.server` has it. */
  openMailSender(server: () => string): SendMail
  readonly openMailbox: OpenMailbox
  readonly extractor: Extractor
  readonly siteBook: SiteBook
  /** The address of a host, without a trailing slash. */
  readonly originOf: (host: string) => string
  readonly clock: Clock
  readonly log: Log
  /**
   * One pass over sources now, published at the end.
   * @returns a report for each, in the order of the configuration.
   * @throws AppError `source-not-found` for an unknown id, `interrupted`.
   */
  pull(options: PullOptions): Promise<readonly RefreshReport[]>
  /**
   * Measures mirrors from every vantage point of the configuration, and acts on what is found where it says so.
   * @throws AppError `mirror-not-found`, `mirror-refused`, `interrupted`.
   */
  probe(options: Omit<ProbeOptions, 'decides' | 'ooni'>): Promise<ProbeReport>
  /**
   * Starts the scheduler and both listeners of `config.server` and `config.operator`, until the signal.
   * @throws AppError `port-taken`.
   */
  serve(options: { readonly signal: AbortSignal }): Promise<Serving>
  close(): Promise<void>
}

export interface DeployOptions {
  readonly file: string
  /** Of the Worker; its database, bucket and queues are called after it. */
  readonly name: string
  /** Whether the configuration's hosts become the Worker's only domains, though it was deployed before. */
  readonly setsDomains: boolean
  /** Nothing of the account is asked or changed. */
  readonly isDry: boolean
  readonly say: (line: string) => Promise<void>
}

/** What only a composition root can make; each is loaded when it is first asked for, so that `--help` is quick. */
export interface Roots {
  /** Throws AppError `config-missing`, `config-invalid`, `secret-missing`. */
  loadConfig(file: string): Promise<Config>
  /** With `isLogged` events go to standard error; a command that prints its own report has no need of them. */
  openRuntime(
    config: Config,
    options: { readonly isLogged: boolean; readonly onUpgrade: (upgrade: Upgrade) => void },
  ): Promise<Runtime>
  /** The schema of an archive's file, null where there is none yet, and the one that this program has. */
  readSchema(file: string): Promise<{ readonly found: number | null; readonly present: number }>
  /** What checks a signature. */
  loadVerifySignature(): Promise<VerifySignature>
  openSigner(pem: string): Promise<Signer>
  /** A folder, or `s3://BUCKET/PREFIX` with the keys in the environment. Throws AppError `secret-missing`. */
  openCopyStore(target: string): Promise<CopyStore>
  /**
   * A store to read from, or a new one to write into: a file of SQLite, a file of lines (`.ndjson`), or a Worker by the
   * address of its operator's host. Throws AppError `archive-failed`, `secret-missing`.
   */
  openStore(target: string, use: 'read' | { readonly schema: number }): Promise<Store>
  /**
   * The operator's API of a Worker, with the token in the environment.
   * @param target its address; null: address and token are the configuration's.
   * @throws AppError `wrong-usage`, `secret-missing`.
   */
  openOperatorApi(target: string | null, configFile: string): Promise<OperatorApi>
  /** Brings the product to Cloudflare; `say` is told of each step. Throws AppError `deploy-failed`. */
  deployCloudflare(options: DeployOptions): Promise<void>
  /** What upgrades have kept of an archive's file. */
  listCopies(file: string): Promise<readonly KeptCopy[]>
  openExtractor(): Promise<Extractor>
  /** The configuration's rules for sites, with those of its folder. */
  openSiteBook(config: Pick<Config, 'sites' | 'siteConfigs'>): Promise<SiteBook>
  openFetcher(config: Pick<Config, 'limits' | 'userAgent' | 'proxy'>): Promise<Fetcher>
}
