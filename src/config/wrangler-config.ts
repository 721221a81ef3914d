import type { Config } from './config.ts'

export interface WranglerNames {
  /** Of the Worker; what belongs to it is called after it. */
  readonly name: string
  readonly databaseId: string
  /** The file that the bundle begins with. */
  readonly entry: string
  /** Where `tamizdat` is found that the configuration imports. */
  readonly packageFile: string
}

/** What a Worker needs of an account: its queues and its bucket, by their names. */
export function workerStores(name: string) {
  return { work: `${name}-work`, givenUp: `${name}-given-up`, bucket: name, database: name } as const
}

/** The configuration of wrangler for a Worker that serves these hosts. */
export function writeWranglerConfig(
  { mirrors, edge }: Pick<Config, 'mirrors' | 'edge'>,
  { name, databaseId, entry, packageFile }: WranglerNames,
): string {
  const { work, givenUp, bucket, database } = workerStores(name)
  const hosts = [
    ...mirrors.map(({ host }) => host),
    ...(edge.operatorHost === null ? [] : [edge.operatorHost]),
  ]
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
    routes: hosts
      .filter(host => host.includes('.') && !host.endsWith('.localhost'))
      .map(pattern => ({ pattern, custom_domain: true })),
    triggers: { crons: ['* * * * *'] },
    d1_databases: [{ binding: 'ARCHIVE', database_name: database, database_id: databaseId }],
    r2_buckets: [{ binding: 'PUBLISHED', bucket_name: bucket }],
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
