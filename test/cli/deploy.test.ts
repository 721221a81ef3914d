import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deployCloudflare } from '../../src/deploy-cloudflare.ts'
import { tamizdat } from '../support/command-line.ts'

const databaseId = '12345678-1234-1234-1234-123456789abc'
const token = 'not-to-be-printed'
let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-deploy-test-'))
  file = join(folder, 'mirrors.config.ts')
  await writeFile(join(folder, 'token'), `${token}\n`)
  await writeFile(
    file,
    `export default {
  title: 'T',
  mirrors: [{ host: 'news.example.net', state: 'live' }],
  operator: { token: { kind: 'secret', name: 'DESK_TOKEN', file: 'token' } },
  edge: { operatorHost: 'desk.example.org' },
}
`,
  )
})
afterEach(() => rm(folder, { recursive: true }))

const readJson = (text: string) => JSON.parse(text.slice(text.indexOf('{')))

test('a dry run shows each step and the file, bundles the Worker, and tells no secret', async () => {
  const { exitCode, output, errors } = await tamizdat(['deploy', 'cloudflare', '--dry-run', '--config', file])

  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
  for (const step of [
    'queue tamizdat-work',
    'queue tamizdat-given-up',
    'bucket tamizdat',
    'database tamizdat',
  ])
    expect(output).toContain(step)
  expect(output).toContain('DESK_TOKEN')
  expect(output).not.toContain(token)
  expect(output).toMatch(/Total Upload: [\d.]+ KiB \/ gzip: [\d.]+ KiB/)
  expect(output).toContain('"pattern": "news.example.net"')
}, 120_000)

test('what is missing is created, what is there is left, the secrets go in by standard input', async () => {
  const calls: string[] = []
  const inputs: string[] = []
  const said: string[] = []

  await deployCloudflare(
    { file, name: 'mine', isDry: false, setsDomains: false, say: async line => void said.push(line) },
    async (words, input = '') => {
      calls.push(words.join(' '))
      if (input !== '') inputs.push(input)
      if (words[0] === 'deployments')
        return {
          code: 1,
          output: 'A request to the Cloudflare API failed. This Worker does not exist [code: 10007]',
        }
      const isMissing = words[1] === 'info' && words[0] === 'queues'
      return { code: isMissing ? 1 : 0, output: `{"uuid":"${databaseId}"}` }
    },
  )

  expect(calls.filter(call => call.includes('create'))).toEqual([
    'queues create mine-work',
    'queues create mine-given-up',
  ])
  const written = readJson(await readFile(join(folder, 'wrangler.jsonc'), 'utf8'))
  expect(written).toMatchObject({
    name: 'mine',
    workers_dev: false,
    d1_databases: [{ binding: 'ARCHIVE', database_id: databaseId }],
    routes: [{ pattern: 'news.example.net' }, { pattern: 'desk.example.org' }],
  })
  expect(calls.findIndex(call => call.startsWith('deploy'))).toBeLessThan(
    calls.findIndex(call => call.startsWith('secret')),
  )
  expect(inputs).toEqual([JSON.stringify({ DESK_TOKEN: token })])
  expect(said.join('\n')).not.toContain(token)
})

test("the operator's folder of site-config files is brought into the bucket, and the Worker told where", async () => {
  await mkdir(join(folder, 'sites'))
  await writeFile(join(folder, 'sites/news.example.txt'), 'body: //article\n')
  await writeFile(join(folder, 'sites/README.md'), 'no rules')
  const written = await readFile(file, 'utf8')
  await writeFile(file, written.replace("title: 'T',", "title: 'T',\n  siteConfigs: 'sites',"))
  const packs: Uint8Array[] = []
  const calls: string[] = []

  await deployCloudflare(
    { file, name: 'mine', isDry: false, setsDomains: false, say: async () => undefined },
    async words => {
      calls.push(words.join(' '))
      if (words[0] === 'r2' && words[1] === 'object') packs.push(await readFile(words[5] ?? ''))
      return { code: 0, output: databaseId }
    },
  )

  const [put = ''] = calls.filter(call => call.startsWith('r2 object put'))
  const [, key = ''] = /mine\/(site-rules\/[0-9a-f]{16}) .*--remote$/.exec(put) ?? []
  expect(readJson(await readFile(join(folder, 'wrangler.jsonc'), 'utf8'))).toMatchObject({
    vars: { SITE_RULES: key },
  })
  expect(packs.map(pack => Buffer.from(pack).toString())).toEqual([
    '000000000023[["news.example",0,16]]body: //article\n',
  ])
  expect(await readdir(folder)).not.toContain('site-rules.pack')
})

test('what a newcomer has forgotten is said before anything is done', async () => {
  await writeFile(
    file,
    "export default { title: 'T', mirrors: [{ host: 'a.localhost', state: 'live' }], proxy: 'http://10.0.0.1:3128' }",
  )
  const said: string[] = []

  await deployCloudflare(
    { file, name: 'mine', isDry: false, setsDomains: false, say: async line => void said.push(line) },
    async () => ({ code: 0, output: databaseId }),
  )

  const first = said.findIndex(line => line.includes('1. queue'))
  const notes = said.slice(0, first).filter(line => line.startsWith('  note: '))
  expect(notes).toEqual([
    expect.stringContaining('no mirror has a host name'),
    expect.stringContaining('edge.operatorHost is not set'),
    expect.stringContaining('a.localhost: names of your own computer'),
    expect.stringContaining('`sources` is empty'),
    expect.stringContaining('no proxies'),
  ])
})

test.each([
  { name: 'that is there already', code: 0, output: 'Created: 2026-11-24' },
  { name: 'of which the platform does not say whether it is there', code: 1, output: 'fetch failed' },
])('the domains of a Worker $name are left as they are: mirrors were added', async ({ code, output }) => {
  const said: string[] = []
  const run = (setsDomains: boolean) =>
    deployCloudflare(
      { file, name: 'mine', isDry: false, setsDomains, say: async line => void said.push(line) },
      async words => (words[0] === 'deployments' ? { code, output } : { code: 0, output: databaseId }),
    )

  await run(false)
  expect(readJson(await readFile(join(folder, 'wrangler.jsonc'), 'utf8'))).not.toHaveProperty('routes')
  expect(said.join('\n')).toContain('To be there: news.example.net, desk.example.org')

  await run(true)
  expect(readJson(await readFile(join(folder, 'wrangler.jsonc'), 'utf8'))).toMatchObject({
    routes: [{ pattern: 'news.example.net' }, { pattern: 'desk.example.org' }],
  })
})

test('a step that fails says which, and what to do', async () => {
  const options = { file, name: 'mine', isDry: false, setsDomains: false, say: async () => undefined }

  const failing = deployCloudflare(options, async () => ({
    code: 1,
    output: 'X [ERROR] You are not logged in',
  }))

  await expect(failing).rejects.toMatchObject({
    kind: 'deploy-failed',
    message: expect.stringContaining('queues create'),
    next: expect.stringContaining('wrangler login'),
  })
})
