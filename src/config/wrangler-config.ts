import type { Config } from './config.ts'
import { edgeHosts } from './edge-hosts.ts'

export interface WranglerNames {
  /** Of the Worker; what belongs to it is called after it. */
  readonly name: string
  readonly databaseId: string
  /** The file that the bundle begins with. */
  readonly entry: string
  /** Where `tamizdat` is found that the configuration imports. */
  readonly packageFile: string
  /** The key of the operator's site-config files in the bucket; null where there are none. */
  readonly siteRules: string | null
  /** Whether the configuration's hosts become all custom domains that the Worker has; else those are left as they are. */
  readonly setsDomains: boolean
}

/** What a Worker needs of an account: its queues and its bucket, by their names. */
export function workerStores(name: string) {
  return { work: `${name}-work`, givenUp: `${name}-given-up`, bucket: name, database: name } as const
}

/** The configuration of wrangler for a Worker that serves these hosts. */
export function writeWranglerConfig(
  config: Pick<Config, 'mirrors' | 'aggregators' | 'edge'>,
  { name, databaseId, entry, packageFile, siteRules, setsDomains }: WranglerNames,
): string {
  const { work, givenUp, bucket, database } = workerStores(name)
  const one = { max_batch_size: 1, max_batch_timeout: 0 }
  const written = {
    name,
    main: entry,
    compatibility_date: '2026-10-01',
    compatibility_flags: ['nodejs_compat'],
    minify: true,
    // The address at workers.dev would be one more name, and one that says whose it is.
    workers_dev: false,
    preview_urls: false,
    alias: { tamizdat: packageFile },
    // A list is taken for the whole: every domain that it lacks is detached, with its record in the DNS.
    ...(setsDomains && {
      routes: edgeHosts(config).map(({ host }) => ({ pattern: host, custom_domain: true })),
    }),
    triggers: { crons: ['* * * * *'] },
    d1_databases: [{ binding: 'ARCHIVE', database_name: database, database_id: databaseId }],
    r2_buckets: [{ binding: 'PUBLISHED', bucket_name: bucket }],
    ...(siteRules !== null && { vars: { SITE_RULES: siteRules } }),
    queues: {
      producers: [{ binding: 'WORK', queue: work }],
      consumers: [
        { queue: work, ...one, max_retries: 3, dead_letter_queue: givenUp },
        { queue: givenUp, ...one },
      ],
    },
    // Invocation logs hold readers' addresses.
    observability: { enabled: false },
  }
  return `// Written by tamizdat deploy cloudflare.\n${JSON.stringify(written, null, 2)}\n`
}
