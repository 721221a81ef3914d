import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadConfig } from './adapters/node/config-loader.ts'
import { readSiteFolder } from './adapters/node/site-folder.ts'
import type { DeployOptions } from './cli/runtime.ts'
import type { Config } from './config/config.ts'
import { edgeHosts, edgeNotes } from './config/edge-hosts.ts'
import { type WranglerNames, workerStores, writeWranglerConfig } from './config/wrangler-config.ts'
import { hashHex } from './core/digest.ts'
import { AppError } from './core/errors.ts'
import { writeSitePack } from './core/source/site-pack.ts'
import { insist, type RunWrangler, runWrangler } from './run-wrangler.ts'

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const noDatabase = '00000000-0000-0000-0000-000000000000'

/** Brings the product to an account of Cloudflare's, or shows how. */
export async function deployCloudflare(
  { file, name, setsDomains, isDry, say }: DeployOptions,
  wrangler: RunWrangler = runWrangler,
): Promise<void> {
  const secrets = new Map<string, string>()
  const config = await loadConfig(file, (secret, value) => secrets.set(secret, value))
  // What is asked for late is asked for now, so that all of it is known.
  config.signing?.key()
  config.signing?.delegation?.()
  config.notices.webhook?.()
  if (config.edge.operatorHost !== null) config.operator.token?.()
  await introduce(config)

  let steps = 0
  const step = (what: string, why: string) => say(`\n${++steps}. ${what}: ${why}`)
  const show = (words: string) => say(`     npx wrangler ${words}`)

  const { work, givenUp, bucket, database } = workerStores(name)
  await ensure(`queue ${work}`, 'the work of pulling', ['queues', 'create', work])
  await ensure(`queue ${givenUp}`, 'work that failed four times', ['queues', 'create', givenUp])
  await ensure(`bucket ${bucket}`, 'rendered pages', ['r2', 'bucket', 'create', bucket])
  await ensure(`database ${database}`, 'the archive', ['d1', 'create', database])
  const databaseId = isDry ? noDatabase : await readDatabaseId(database, wrangler)

  const home = dirname(resolve(file))
  const folder = isDry ? await mkdtemp(join(tmpdir(), 'tamizdat-deploy-')) : home
  try {
    const siteRules = await bringSiteRules(folder)
    const domains = setsDomains || (await isFirst())
    const wranglerFile = await writeFiles(folder, { databaseId, siteRules, setsDomains: domains })
    await deploy(folder, wranglerFile)
    await tellDomains(domains)
    await bringSecrets(wranglerFile)
    await say(isDry ? '\nNothing was changed. Without --dry-run all of this is done.' : farewell(config))
  } finally {
    if (isDry) await rm(folder, { recursive: true })
  }

  async function introduce(config: Config): Promise<void> {
    await say(
      `“${config.title}” as the Worker ${name}, within the limits of the ${config.edge.plan} plan (edge.plan)`,
    )
    if (isDry)
      await say(
        'Dry run: the account is neither asked nor changed. Before the real one: npx wrangler login, and in the account\nthe zone of each host name.',
      )
    for (const { host, role } of edgeHosts(config)) await say(`  ${host}  (${role})`)
    for (const note of edgeNotes(config)) await say(`  note: ${note}`)
  }

  async function ensure(what: string, why: string, create: readonly string[]): Promise<void> {
    const ask = create.map(word => (word === 'create' ? 'info' : word))
    const isThere = !isDry && (await wrangler(ask)).code === 0
    await step(what, `${why}; ${isDry ? 'made where it is missing' : isThere ? 'is there' : 'is made'}`)
    if (isThere) return
    await show(create.join(' '))
    if (!isDry) await insist(create, wrangler)
  }

  /** @returns the key of the operator's site-config files in the bucket, which is another for other files. */
  async function bringSiteRules(folder: string): Promise<string | null> {
    if (config.siteConfigs === null) return null
    const files = await readSiteFolder(config.siteConfigs)
    const pack = writeSitePack(files)
    const key = `site-rules/${hashHex(pack).slice(0, 16)}`
    const written = join(folder, 'site-rules.pack')
    await step('rules for sites', `${files.length} files of ${config.siteConfigs}, ${pack.length} bytes`)
    await show(`r2 object put ${bucket}/${key} --file site-rules.pack --remote`)
    if (isDry) return key
    await writeFile(written, pack)
    await insist(['r2', 'object', 'put', `${bucket}/${key}`, '--file', written, '--remote'], wrangler)
    await rm(written)
    return key
  }

  async function writeFiles(
    folder: string,
    ids: Pick<WranglerNames, 'databaseId' | 'siteRules' | 'setsDomains'>,
  ): Promise<string> {
    const entry = join(folder, 'tamizdat-worker.ts')
    const creator = JSON.stringify(pathOf('./create-worker.ts'))
    await writeFile(
      entry,
      `// Written by tamizdat deploy cloudflare.\nimport written from ${JSON.stringify(resolve(file))}\nimport { createWorker } from ${creator}\n\nexport default createWorker(written)\n`,
    )
    const packageFile = pathOf('./config/define-config.ts')
    const text = writeWranglerConfig(config, { name, ...ids, entry, packageFile })
    const wranglerFile = join(folder, 'wrangler.jsonc')
    await writeFile(wranglerFile, text)
    await step(
      join(home, 'wrangler.jsonc'),
      isDry ? 'would be written, with the id of the database' : 'written',
    )
    if (isDry) await say(text.trimEnd().replaceAll(folder, home).replaceAll(/^/gm, '     '))
    return wranglerFile
  }

  async function deploy(folder: string, wranglerFile: string): Promise<void> {
    await step('the Worker', isDry ? 'bundled here as it would be sent' : 'bundled and sent')
    const rest = isDry ? ['--dry-run', '--outdir', join(folder, 'out')] : []
    await show(`deploy --config ${join(home, 'wrangler.jsonc')}`)
    const { output } = await insist(['deploy', '--config', wranglerFile, ...rest], wrangler)
    await say(`     ${/Total Upload:.*/.exec(output)?.[0] ?? 'done'}`)
  }

  /** Only what says that there is no such Worker counts as none: mirrors hang on it. */
  async function isFirst(): Promise<boolean> {
    if (isDry) return true
    const { code, output } = await wrangler(['deployments', 'list', '--name', name])
    return code !== 0 && /\[code: 10007\]|does not exist/.test(output)
  }

  async function tellDomains(areSet: boolean): Promise<void> {
    const hosts = edgeHosts(config).map(({ host }) => host)
    if (hosts.length === 0) return
    if (areSet && isDry && !setsDomains)
      await step(
        'custom domains, the first time',
        `${hosts.join(', ')}; they take the place of what the DNS says of these names.\n     Later runs leave the Worker's domains as they are, since mirrors were added meanwhile`,
      )
    else if (areSet)
      await step('custom domains', `${hosts.join(', ')}, and no others; they took the place of DNS records`)
    else
      await step(
        'custom domains',
        `left as they are, with the mirrors that were added since. To be there: ${hosts.join(', ')}.\n     What is missing is added in the dashboard: Workers → ${name} → Domains`,
      )
  }

  async function bringSecrets(wranglerFile: string): Promise<void> {
    await step('secrets', `${[...secrets.keys()].join(', ') || 'none'}; values go by standard input`)
    if (secrets.size === 0) return
    await show('secret bulk')
    if (isDry) return
    await insist(
      ['secret', 'bulk', '--config', wranglerFile],
      wrangler,
      JSON.stringify(Object.fromEntries(secrets)),
    )
  }
}

function farewell({ edge }: Config): string {
  const desk =
    edge.operatorHost === null
      ? ''
      : `\nThe dashboard: https://${edge.operatorHost}/admin\nHow it stands: npx tamizdat status --edge`
  return `\nDone. The tables are made by the first run, within a minute; certificates of new names take some minutes.${desk}`
}

async function readDatabaseId(database: string, wrangler: RunWrangler): Promise<string> {
  const { output } = await insist(['d1', 'info', database, '--json'], wrangler)
  const [id] = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(output) ?? []
  if (id !== undefined) return id
  throw new AppError('deploy-failed', `wrangler did not tell the id of the database ${database}`)
}
