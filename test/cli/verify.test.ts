import { execFileSync } from 'node:child_process'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSigner } from '../../src/adapters/web/signer.ts'
import { createReadersApp } from '../../src/http/readers-app.ts'
import { tamizdat } from '../support/command-line.ts'
import { openReadingRoom, publicChannel } from '../support/reading-room.ts'
import { sampleArticle, sampleNowMs } from '../support/sample-article.ts'

const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const signer = await createSigner(pem)
const key = signer.publicKey
const id = sampleArticle(1).identity.articleId
let folder: string
let copy: string

/** A folder with what a mirror serves, as `wget` would have it. */
async function makeCopy(): Promise<void> {
  const room = await openReadingRoom({ signer })
  for (const n of [2, 1]) await room.archive.put(sampleArticle(n), { nowMs: sampleNowMs })
  const app = createReadersApp(room)
  const ids = [1, 2].map(n => sampleArticle(n).identity.articleId)
  const articles = ids.flatMap(each => ['html', 'txt', 'sig'].map(form => `a/${each}.${form}`))
  for (const path of ['mirrors.json', 'feeds/all.json', 'feeds/all.rss', 'feeds/all.atom', ...articles]) {
    const answer = await app.fetch(new Request(`https://a.example/${path}`))
    await mkdir(dirname(join(copy, path)), { recursive: true })
    await writeFile(join(copy, path), Buffer.from(await answer.arrayBuffer()))
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-verify-'))
  copy = join(folder, 'copy')
  await makeCopy()
})
afterAll(() => rm(folder, { recursive: true }))

/** Verifies the copy, or a file of it, after some of its files were changed. */
async function verifyChanged(target: string, change: (copy: string) => Promise<void>, words: string[] = []) {
  const changed = await mkdtemp(join(folder, 'changed-'))
  await cp(copy, changed, { recursive: true })
  await change(changed)
  return tamizdat(['verify', join(changed, target), '--key', key, '--json', ...words])
}

async function edit(file: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(file, 'utf8')
  const edited = text.replace(from, to)
  expect(edited).not.toBe(text)
  await writeFile(file, edited)
}

const untouched = async () => undefined

describe('verify', () => {
  test.each([
    { what: 'an article’s page', target: `a/${id}.html` },
    { what: 'an article’s text', target: `a/${id}.txt` },
    { what: 'a signature alone', target: `a/${id}.sig` },
    { what: 'an RSS feed', target: 'feeds/all.rss' },
    { what: 'an Atom feed', target: 'feeds/all.atom' },
    { what: 'a JSON feed', target: 'feeds/all.json' },
  ])('finds $what good', async ({ target }) => {
    const printed = await verifyChanged(target, untouched)

    expect(printed.errors).toBe('')
    expect(JSON.parse(printed.output)).toMatchObject({ status: 'good' })
    expect(printed.exitCode).toBe(0)
  })

  test('finds a changed page changed, in one line on standard error', async () => {
    const printed = await verifyChanged(`a/${id}.html`, at =>
      edit(join(at, `a/${id}.html`), 'Первый абзац', 'Последний абзац'),
    )

    expect(JSON.parse(printed.output)).toMatchObject({ status: 'changed' })
    expect(printed.errors.split('\n')[0]).toMatch(
      /^tamizdat: not-verified – changed: .*: Changed: \d+ of \d+ parts/,
    )
    expect(printed.exitCode).toBe(1)
  })

  test('finds a changed entry of a feed', async () => {
    const printed = await verifyChanged('feeds/all.rss', at =>
      edit(join(at, 'feeds/all.rss'), 'Первый абзац статьи 1', 'Первый абзац статьи 9'),
    )

    expect(JSON.parse(printed.output)).toMatchObject({ status: 'changed' })
  })

  test('finds an article without its signature unsigned', async () => {
    const printed = await verifyChanged(`a/${id}.html`, at => rm(join(at, `a/${id}.sig`)))

    expect(JSON.parse(printed.output)).toMatchObject({ status: 'unsigned' })
  })

  test('finds what a stranger signed to be of an unknown key', async () => {
    const stranger = await createSigner(
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    )
    const printed = await tamizdat([
      'verify',
      join(copy, `a/${id}.sig`),
      '--key',
      stranger.publicKey,
      '--json',
    ])

    expect(JSON.parse(printed.output)).toMatchObject({ status: 'unknown-key' })
  })

  test('finds an older manifest than the known one replayed', async () => {
    const room = await openReadingRoom({ signer })
    const retired = { host: 'b.example', channelId: 'public', state: 'retired' as const }
    const mirror = { ...retired, blockedIn: [], provider: null, addedAtMs: 0, changedAtMs: sampleNowMs }
    const change = { atMs: sampleNowMs, host: 'b.example', from: 'live' as const, to: 'retired' as const }
    await room.mirrorLog.record({ mirrors: [mirror], changes: [{ ...change, region: null, reason: null }] })
    const newer = await createReadersApp({ ...room, channels: [publicChannel] }).fetch(
      new Request('https://a.example/mirrors.json'),
    )
    const known = join(folder, 'known.json')
    await writeFile(known, await newer.text())

    const printed = await tamizdat([
      'verify',
      join(copy, 'mirrors.json'),
      '--key',
      key,
      '--known',
      known,
      '--json',
    ])

    expect(JSON.parse(printed.output)).toMatchObject({ status: 'replayed' })
  })

  test('finds a manifest with another host in it changed', async () => {
    const printed = await verifyChanged('mirrors.json', at =>
      edit(join(at, 'mirrors.json'), 'b.example', 'evil.example'),
    )

    expect(JSON.parse(printed.output)).toMatchObject({ status: 'changed' })
  })

  test('finds a text of another article changed, with --sig', async () => {
    const other = join(copy, `a/${sampleArticle(2).identity.articleId}.txt`)
    const printed = await tamizdat([
      'verify',
      other,
      '--key',
      key,
      '--sig',
      join(copy, `a/${id}.sig`),
      '--json',
    ])

    expect(JSON.parse(printed.output)).toMatchObject({ status: 'changed' })
  })

  test('takes the key as a file in PEM, public or private', async () => {
    const file = join(folder, 'newsroom.pem')
    await writeFile(file, createPublicKey(pem).export({ type: 'spki', format: 'pem' }))

    expect(await tamizdat(['verify', join(copy, `a/${id}.txt`), '--key', file])).toMatchObject({
      exitCode: 0,
    })
  })

  test('refuses a key that is none, and says what one looks like', async () => {
    const printed = await tamizdat(['verify', copy, '--key', 'secret'])

    expect(printed).toMatchObject({ exitCode: 2, errors: expect.stringContaining('43 characters') })
  })

  test('goes through a whole copy and names what is wrong in it', async () => {
    const printed = await verifyChanged('.', at =>
      edit(join(at, `a/${id}.html`), 'Первый абзац', 'Иной абзац'),
    )

    const { status, findings } = JSON.parse(printed.output)
    expect(status).toBe('changed')
    const statuses = findings.map((each: { status: string }) => each.status)
    // The manifest of this copy is of long ago.
    expect(statuses.toSorted()).toEqual(['changed', 'expired', 'good', 'good', 'good'])
  })
})

describe('keygen', () => {
  test('a taken key, rehearsed: the server’s key is revoked by the next delegation, readers keep the root', async () => {
    const dir = join(folder, 'keys')
    await tamizdat(['keygen', '--root', '--dir', dir])
    const first = JSON.parse((await tamizdat(['keygen', '--online', '--dir', dir, '--json'])).output)
    const taken = await createSigner(await readFile(join(dir, 'signing.key'), 'utf8'), await chainOf(dir))
    const second = await tamizdat(['keygen', '--online', '--dir', dir, '--revoke', first.public, '--json'])
    const fresh = await createSigner(await readFile(join(dir, 'signing.key'), 'utf8'), await chainOf(dir))

    expect(second.exitCode).toBe(0)
    expect(taken.publicKey).toBe(first.public)
    expect(fresh.publicKey).not.toBe(first.public)
    expect(await chainOf(dir)).toContain(`revoked: ${first.public}`)
  })

  test('a second root is signed for by the first', async () => {
    const dir = join(folder, 'roots')
    const old = JSON.parse((await tamizdat(['keygen', '--root', '--dir', dir, '--json'])).output)
    const next = JSON.parse((await tamizdat(['keygen', '--root', '--dir', dir, '--json'])).output)

    expect(await chainOf(dir)).toContain(`old: ${old.public}\nnew: ${next.public}`)
    expect(next.public).not.toBe(old.public)
  })

  test('never overwrites a key', async () => {
    const dir = join(folder, 'once')
    await tamizdat(['keygen', '--dir', dir])

    expect(await tamizdat(['keygen', '--dir', dir])).toMatchObject({ exitCode: 2 })
  })

  const chainOf = (dir: string) => readFile(join(dir, 'delegation.txt'), 'utf8')
})

test('a reader verifies with openssl alone, by the lines of the documentation', async () => {
  const docs = await readFile(resolve(import.meta.dirname, '../../docs/signatures.md'), 'utf8')
  const lines = /```sh\n(sed [\s\S]*?)```/.exec(docs)?.[1] ?? ''
  const at = await mkdtemp(join(folder, 'openssl-'))
  await cp(join(copy, `a/${id}.txt`), join(at, 'ID.txt'))
  await cp(join(copy, `a/${id}.sig`), join(at, 'ID.sig'))
  await writeFile(join(at, 'newsroom.pem'), createPublicKey(pem).export({ type: 'spki', format: 'pem' }))

  const printed = execFileSync('sh', ['-ec', lines], { cwd: at, encoding: 'utf8' })

  expect(printed).toContain('Signature Verified Successfully')
  expect(printed).toMatch(/^text: [0-9a-f]{64}$/m)
  await edit(join(at, 'ID.txt'), 'Первый', 'Второй')
  expect(() => execFileSync('sh', ['-ec', lines], { cwd: at, stdio: 'pipe' })).toThrow()
})
