import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSigner } from '../src/adapters/web/signer.ts'
import { createReadersApp } from '../src/http/readers-app.ts'
import { buildVerifier } from '../src/verifier/build.ts'
import { tamizdat } from './support/command-line.ts'
import { missing } from './support/needs.ts'
import { openReadingRoom } from './support/reading-room.ts'
import { sampleArticle, sampleNowMs } from './support/sample-article.ts'

test('the page that is kept is what its sources make', async () => {
  const kept = await readFile(new URL('../src/verifier/verifier.html', import.meta.url), 'utf8')

  expect(kept === (await buildVerifier()), 'make it anew: node src/verifier/build.ts').toBe(true)
})

const program = '/usr/bin/chromium'
const needed = missing(program, 'chromium')

describe.skipIf(needed.skip)(`the verifier's page in Chromium${needed.note}`, () => {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const documents: Record<string, string> = {}
  let folder: string
  let browser: Browser
  let page: Page
  const requests: string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tamizdat-verifier-'))
    const key = join(folder, 'newsroom.pem')
    await writeFile(key, createPublicKey(pem).export({ type: 'spki', format: 'pem' }))
    await tamizdat(['verifier', join(folder, 'check.html'), '--key', key])
    const room = await openReadingRoom({ signer: await createSigner(pem) })
    await room.archive.put(sampleArticle(1), { nowMs: sampleNowMs })
    for (const form of ['html', 'txt', 'sig']) {
      const path = `/a/${sampleArticle(1).identity.articleId}.${form}`
      const answer = await createReadersApp(room).fetch(new Request(`https://a.example${path}`))
      documents[form] = await answer.text()
    }
    browser = await chromium.launch({
      executablePath: program,
      args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
    })
    page = await browser.newPage()
    page.on('request', request => requests.push(request.url()))
    await page.goto(`file://${join(folder, 'check.html')}`)
  })
  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true })
  })

  async function check(text: string, signature = documents['sig'] ?? ''): Promise<string> {
    await page.fill('#text', text)
    await page.fill('#signature', signature)
    await page.evaluate("document.querySelector('#answer').textContent = ''")
    await page.click('button')
    await page.waitForFunction("document.querySelector('#answer').textContent !== ''")
    return page.locator('#answer').innerText()
  }

  test('finds an article’s text and its page good, from file:// and without a request', async () => {
    expect(await check(documents['txt'] ?? '')).toMatch(/^Unchanged: article/)
    expect(await check(documents['html'] ?? '')).toMatch(/^Unchanged: \d+ of \d+ parts of article/)
    expect(requests).toEqual([`file://${join(folder, 'check.html')}`])
  })

  test('says what was changed', async () => {
    const forged = (documents['html'] ?? '').replace('Первый абзац', 'Последний абзац')

    expect(await check(forged)).toMatch(
      /^Changed: .*\nmissing or changed: paragraph 1\nnot the newsroom's: Последний/,
    )
  })

  test('finds a signature by another key unknown, and what is none unsigned', async () => {
    expect(await check(documents['txt'] ?? '', 'hello')).toBe('This is no signature of tamizdat.')
    await page.fill('#key', 'A'.repeat(43))
    expect(await check(documents['txt'] ?? '')).toMatch(/which the key you gave says nothing of/)
  })
})
