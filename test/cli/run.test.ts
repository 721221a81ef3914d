import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSigner } from '../../src/adapters/web/signer.ts'
import { tamizdat } from '../support/command-line.ts'
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server.ts'

const seed = resolve(import.meta.dirname, '../fixtures/seed')
const pagePath = '/a/nato-chief-jens-stoltenberg-belarus-russia/31293164.html'

let folder: string
let upstream: ScriptedServer
let config: readonly string[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-cli-'))
  upstream = await startScriptedServer()
  const feed = (await readFile(`${seed}/rferl-feed.xml`, 'utf8')).replaceAll(
    'https://www.rferl.org/a/',
    `${upstream.origin}/a/`,
  )
  upstream.script('/feed', { headers: { 'content-type': 'application/rss+xml' }, body: feed })
  upstream.script(pagePath, {
    headers: { 'content-type': 'Text/HTML; charset="UTF-8"' },
    body: await readFile(`${seed}/rferl-belarus.html`),
  })
  config = await writeConfig('mirrors.config.ts', ['/feed', '/missing'])
})

afterAll(async () => {
  await upstream.close()
  await rm(folder, { recursive: true })
})

/** A configuration with one source for each path of the upstream. */
async function writeConfig(name: string, paths: readonly string[]): Promise<readonly string[]> {
  const sources = paths.map(path => ({
    id: path.slice(1),
    name: path,
    feeds: [upstream.origin + path],
    language: 'en',
    politeness: { delaySeconds: 0 },
  }))
  const written = {
    title: 'Test',
    sources,
    mirrors: [{ host: 'a.example', state: 'live' }, { host: 'b.example' }],
    store: { file: `${name}.db` },
    limits: { allowPrivate: [upstream.host] },
  }
  await writeFile(join(folder, name), `export default ${JSON.stringify(written)}\n`)
  return ['--config', join(folder, name)]
}

describe('usage', () => {
  test.each([
    { name: 'an unknown command', words: ['pul'], says: 'Did you mean pull?' },
    { name: 'an unknown option', words: ['pull', '--al'], says: "unknown option '--al'" },
    { name: 'a missing argument', words: ['fetch'], says: "missing required argument 'url'" },
    {
      name: 'a port that is none',
      words: ['serve', '--port', '80a'],
      says: 'a whole number from 0 to 65535',
    },
    { name: 'a format that is none', words: ['extract', '--format', 'pdf'], says: 'json, text, html, md' },
    {
      name: 'a host with a scheme',
      words: ['mirrors', 'add', 'https://a.example'],
      says: 'a host name alone',
    },
    { name: 'no configuration', words: ['status', '--config', 'nowhere.ts'], says: 'config-missing' },
    { name: 'a file that is not there', words: ['parse', 'nowhere.xml'], says: 'nowhere.xml' },
  ])('$name exits 2 and says so', async ({ words, says }) => {
    const { exitCode, output, errors } = await tamizdat(words)

    expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' })
    expect(errors).toContain(says)
  })

  test('--help exits 0 on standard output', async () => {
    const { exitCode, output, errors } = await tamizdat(['--help'])

    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
    expect(output).toContain('rotate')
  })
})

describe('init', () => {
  test('writes a configuration, a key that nobody else may read, and what git leaves out', async () => {
    const dir = join(folder, 'new')
    const { exitCode, output } = await tamizdat(['init', dir])
    const keyFile = join(dir, 'keys/signing.key')

    expect(exitCode).toBe(0)
    expect(output).toContain(`npx tamizdat serve --config ${join(dir, 'mirrors.config.ts')}`)
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600)
    expect((await createSigner(await readFile(keyFile, 'utf8'))).publicKey).toHaveLength(43)
    expect(await readFile(join(dir, '.gitignore'), 'utf8')).toBe('/keys/\n/data/\n')
  })

  test('overwrites nothing without --force, and a key not even then', async () => {
    const dir = join(folder, 'twice')
    await tamizdat(['init', dir])
    const key = await readFile(join(dir, 'keys/signing.key'), 'utf8')
    await writeFile(join(dir, 'mirrors.config.ts'), 'mine')

    const refused = await tamizdat(['init', dir])
    const afterRefusal = await readFile(join(dir, 'mirrors.config.ts'), 'utf8')
    const forced = await tamizdat(['init', dir, '--force'])

    expect(refused).toMatchObject({ exitCode: 2, errors: expect.stringContaining('--force') })
    expect(afterRefusal).toBe('mine')
    expect(forced.exitCode).toBe(0)
    expect(await readFile(join(dir, 'mirrors.config.ts'), 'utf8')).toContain('defineConfig')
    expect(await readFile(join(dir, 'keys/signing.key'), 'utf8')).toBe(key)
  })
})

describe('one document', () => {
  test('fetch says what came', async () => {
    const { exitCode, output } = await tamizdat(['fetch', upstream.origin + pagePath, '--json', ...config])

    expect(exitCode).toBe(0)
    expect(JSON.parse(output)).toEqual({
      url: upstream.origin + pagePath,
      status: 200,
      type: 'text/html',
      charset: 'utf-8',
      length: (await stat(`${seed}/rferl-belarus.html`)).size,
      redirects: [],
      etag: null,
      lastModified: null,
      maxAgeSeconds: null,
    })
  })

  test('fetch shows the way that redirects took, and sends what it is told to', async () => {
    upstream.script('/moved', { status: 301, headers: { location: '/plain' } })
    upstream.script('/plain', { headers: { 'content-type': 'text/plain', etag: '"v1"' }, body: 'x' })

    const words = [
      'fetch',
      `${upstream.origin}/moved`,
      '--header',
      'X-Pass: a: b',
      '--user-agent',
      'Someone/1',
    ]
    const { exitCode, output } = await tamizdat([...words, ...config])

    expect(exitCode).toBe(0)
    expect(output).toContain('status         200\n')
    expect(output).toContain(`redirects      1\n  301  ${upstream.origin}/moved → ${upstream.origin}/plain\n`)
    expect(upstream.requests.at(-1)).toMatchObject({
      path: '/plain',
      headers: { 'x-pass': 'a: b', 'user-agent': 'Someone/1' },
    })
  })

  test('fetch tells a firewall from the publisher, and says what to do', async () => {
    upstream.script('/walled', { status: 403, headers: { 'cf-mitigated': 'challenge' } })

    const { exitCode, output, errors } = await tamizdat(['fetch', `${upstream.origin}/walled`, ...config])

    expect(exitCode).toBe(1)
    expect(output).toBe('')
    expect(errors).toContain('upstream-challenged')
    expect(errors).toContain('a challenge of Cloudflare')
    expect(errors).toMatch(/headers.*userAgent.*proxy/)
  })

  test.each([['fetch'], ['extract'], ['parse']])(
    '%s of a private address exits 3 and says so',
    async command => {
      const { exitCode, errors } = await tamizdat([command, upstream.origin + pagePath])

      expect(exitCode).toBe(3)
      expect(errors).toContain('blocked address')
    },
  )

  test.each([
    { format: 'text', starts: 'NATO Secretary-General' },
    { format: 'html', starts: '<p>NATO Secretary-General' },
    { format: 'md', starts: '# NATO Chief' },
    { format: 'json', starts: '{\n  "title": "NATO Chief' },
  ])('extract prints $format from a file', async ({ format, starts }) => {
    const { exitCode, output } = await tamizdat(['extract', `${seed}/rferl-belarus.html`, '--format', format])

    expect(exitCode).toBe(0)
    expect(output.startsWith(starts)).toBe(true)
  })

  test('extract --explain says on standard error what was kept and left out, and why', async () => {
    const { output, errors } = await tamizdat([
      'extract',
      `${seed}/rferl-belarus.html`,
      '--format',
      'text',
      '--explain',
    ])

    expect(errors).toMatch(/^chrome +promo .*Crisis In Belarus/m)
    expect(errors).toMatch(/^kept +Stoltenberg made the comments/m)
    expect(output).not.toContain('Crisis In Belarus')
  })

  test('extract reads a page of the network, with the limits of a configuration', async () => {
    const { output } = await tamizdat(['extract', upstream.origin + pagePath, ...config])

    expect(JSON.parse(output).byline).toEqual(['RFE/RL'])
  })

  test('a page without an article, and a feed that is none, exit 3', async () => {
    const page = await tamizdat(['extract', '-'], '<p></p>')
    const feed = await tamizdat(['parse'], 'no feed')

    expect([page.exitCode, feed.exitCode]).toEqual([3, 3])
  })

  test('parse lists the entries of a feed for people', async () => {
    const { output } = await tamizdat(['parse', `${seed}/rferl-feed.xml`])

    expect(output).toMatch(/^format +rss$/m)
    expect(output).toMatch(/^2021-06-06T12:00:00Z +NATO Chief/m)
  })
})

describe('the archive, command after command', () => {
  test('pull tells new from unchanged and failed, and fails only if every source does', async () => {
    const first = await tamizdat(['pull', '--json', ...config])
    const second = await tamizdat(['pull', 'feed', ...config])
    const failing = await tamizdat(['pull', 'missing', ...config])

    expect(first.exitCode).toBe(0)
    expect(JSON.parse(first.output)).toMatchObject([
      { source: 'feed', status: 'changed', new: 1, changed: 0, unchanged: 0, failed: 0, errors: [] },
      { source: 'missing', status: 'failed', errors: [{ kind: 'upstream-refused' }] },
    ])
    expect(second.output).toMatch(/^feed +unchanged +0 +0/m)
    expect(failing).toMatchObject({ exitCode: 1, errors: expect.stringContaining('every source failed') })
  })

  test('an article is listed, shown, pinned and withdrawn', async () => {
    const [listed] = JSON.parse((await tamizdat(['articles', 'list', '--json', ...config])).output)
    const shown = await tamizdat(['articles', 'show', listed.id, ...config])
    await tamizdat(['articles', 'pin', listed.id, ...config])
    const pinned = await tamizdat(['articles', 'list', '--source', 'feed', ...config])
    const withdrawn = await tamizdat(['articles', 'withdraw', listed.id, '--reason', 'test', ...config])
    const after = JSON.parse((await tamizdat(['articles', 'show', listed.id, '--json', ...config])).output)

    expect(shown.output).toMatch(/^taken from +page$[\s\S]*undesirable organization[\s\S]*Stoltenberg said/m)
    expect(pinned.output).toContain('[pinned]')
    expect(withdrawn.output).toBe(`withdrawn: ${listed.id}\n`)
    expect(after).toMatchObject({ id: listed.id, text: '', withdrawn: { reason: 'test' } })
  })

  test('sources stand with their last error, and status names those that fail', async () => {
    const sources = JSON.parse((await tamizdat(['sources', 'list', '--json', ...config])).output)
    const status = JSON.parse((await tamizdat(['status', '--json', ...config])).output)

    expect(sources[1]).toMatchObject({
      id: 'missing',
      lastError: expect.stringContaining('upstream-refused'),
    })
    expect(status).toMatchObject({
      articles: 1,
      sources: { followed: 2, neverPulled: 0, failing: ['missing'] },
    })
  })

  test('sources check says whether the newest article can be had', async () => {
    const good = await tamizdat(['sources', 'check', 'feed', ...config])
    const bad = await tamizdat(['sources', 'check', 'missing', ...config])

    expect(good).toMatchObject({ exitCode: 0, output: expect.stringContaining('found in the page') })
    expect(bad).toMatchObject({ exitCode: 1, errors: expect.stringContaining('missing') })
    expect(bad.output).toMatch(/^missing: failed 2 times in a row: upstream-refused: \S+ answered 404$/m)
  })

  test('sources list is a table for people, with the reasons and what to do below', async () => {
    const { output } = await tamizdat(['sources', 'list', ...config])

    expect(output).toMatch(/^SOURCE +STANDS +LAST PULL +NEXT +EVERY +NEWEST +USUALLY +FULL TEXT$/m)
    expect(output).toMatch(/^missing +failing +1 minute ago +in \d+ minutes +15 minutes +– +– +–$/m)
    expect(output).toMatch(/^missing: failed .*\n {2}npx tamizdat sources check missing$/m)
    expect(output).not.toContain('\u001b')
  })

  test('the doctor says what is wrong and what to do, and exits 1 only when something is bad', async () => {
    const warned = await tamizdat(['doctor', '--offline', ...config])
    await tamizdat(['pull', 'missing', ...config])
    const failed = await tamizdat(['doctor', '--offline', '--json', ...config])

    expect(warned).toMatchObject({ exitCode: 0, errors: '' })
    expect(warned.output).toMatch(/^ok {4}store +the archive is sound; articles: 1$/m)
    expect(warned.output).toMatch(/^warn {2}signing +nothing is signed.*\n +→ npx tamizdat init/m)
    expect(failed).toMatchObject({ exitCode: 1, errors: expect.stringContaining('unwell') })
    expect(JSON.parse(failed.output)).toContainEqual({
      id: 'sources',
      severity: 'bad',
      finding: expect.stringContaining('missing: failed 3 times in a row'),
      next: 'npx tamizdat sources check missing',
    })
  })
})

test('a mirror goes through its states, and a rotation takes the standby', async () => {
  const own = await writeConfig('pool.config.ts', [])
  const mirrors = (...words: string[]) => tamizdat(['mirrors', ...words, ...own])

  const rotated = JSON.parse((await tamizdat(['rotate', '--json', ...own])).output)
  const exhausted = await tamizdat(['rotate', ...own])
  await mirrors('add', 'C.example', '--provider', 'hetzner')
  await mirrors('block', 'b.example', '--region', 'ru')
  const early = await mirrors('retire', 'a.example')
  await mirrors('retire', 'a.example', '--force')
  const refused = await mirrors('activate', 'a.example')
  const { output } = await mirrors('list')
  const audited = await tamizdat(['audit', ...own])

  expect(rotated).toMatchObject({ channel: 'public', from: 'a.example', to: 'b.example' })
  expect(exhausted).toMatchObject({ exitCode: 1, errors: expect.stringContaining('standbys-exhausted') })
  expect(early).toMatchObject({ exitCode: 1, errors: expect.stringContaining('in 48 hours') })
  expect(refused).toMatchObject({ exitCode: 1, errors: expect.stringContaining('mirror-refused') })
  expect(audited.output).toMatch(/mirror-moved +b\.example +live → blocked, RU$/m)
  expect(audited.output).toMatch(/mirror-added +c\.example +channel public$/m)
  expect(audited.output).toMatch(/rotation-announced +a\.example +next is b\.example$/m)
  expect(output).toMatch(/^a\.example +public +retired/m)
  expect(output).toMatch(/^b\.example +public +blocked \(blocked in RU\)/m)
  expect(output).toMatch(/^c\.example +public +standby +hetzner/m)
})

describe('a path that cannot be written', () => {
  test.each([
    ['keygen', (file: string) => ['keygen', '--dir', join(file, 'keys')]],
    ['backup', (file: string) => ['backup', join(file, 'archive.ndjson'), ...config]],
  ])('is told by %s as what it is, with what to do', async (_name, words) => {
    const file = join(folder, 'plain-file')
    await writeFile(file, '')

    const { exitCode, errors } = await tamizdat(words(file))

    expect(exitCode).toBe(1)
    expect(errors).toMatch(/^tamizdat: file-failed – E\w+: .*plain-file.*\n {2}\S.* another place\.\n$/)
  })
})
