import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createMemoryArchive } from '../../../src/adapters/memory/archive.ts'
import { createSigner } from '../../../src/adapters/web/signer.ts'
import { verifySignature } from '../../../src/adapters/web/verify-signature.ts'
import { trustArchivedHtml } from '../../../src/core/article/sanitize.ts'
import { writeText } from '../../../src/core/article/write-text.ts'
import { writeArticlePages } from '../../../src/core/page/article-page.ts'
import { interfaceLanguages } from '../../../src/core/page/words.ts'
import { articleFields } from '../../../src/core/signature/article-statement.ts'
import { foldText, partOf } from '../../../src/core/signature/fingerprint.ts'
import { judgeArticle } from '../../../src/core/signature/judge-article.ts'
import { readPageText } from '../../../src/core/signature/page-text.ts'
import { signerFields } from '../../../src/core/signature/signer-fields.ts'
import { writeStatement } from '../../../src/core/signature/statement.ts'
import { rfcKey } from '../../contracts/signer.ts'
import { sampleArticle, sampleNowMs } from '../../support/sample-article.ts'

const paragraphs = [
  'В Минске «освобождены» трое журналистов – об этом сообщила ассоциация.',
  'Ранее они были задержаны на площади, где собрались сотни человек.',
  'می‌خواهم که "آزاد" باشم، نوشت یکی از آنان.',
]
const signer = await createSigner(rfcKey)
const archive = createMemoryArchive()
const { id } = await archive.put(
  sampleArticle(1, { html: trustArchivedHtml(paragraphs.map(text => `<p>${text}</p>`).join('')) }),
  { nowMs: sampleNowMs },
)
const article = await archive.find(id)
if (article === null) throw new Error('it was put')
const signature = await writeStatement(
  'article',
  [...articleFields(article), ...signerFields(signer)],
  signer,
)
const text = writeText(article)

const verifier = { pinned: signer.publicKey, chain: [], nowMs: sampleNowMs, verify: verifySignature }
const whole = (text: string) => ({ text, hasBeginning: true, hasEnd: true })
const judge = (claimed: string) => judgeArticle(whole(claimed), signature, verifier)

describe('an article', () => {
  test('as its text form has it is good, byte for byte', async () => {
    expect(await judge(text)).toMatchObject({
      status: 'good',
      says: expect.stringContaining('byte for byte'),
    })
  })

  test('that a messenger wrapped anew, with other quotes, spaces and without joiners, still holds', async () => {
    const sent = text
      .replaceAll(/[«»"]/g, '“')
      .replaceAll('–', '-')
      .replaceAll('\u200c', '')
      .replaceAll(/\n\n/g, '\n')
      .replaceAll(/ (?=\S{6})/g, '\n')

    expect(await judge(sent)).toMatchObject({ status: 'good', details: [] })
  })

  test('with one word changed says which paragraph, and shows the line', async () => {
    const forged = text.replace('трое журналистов', 'трое преступников')

    const verdict = await judge(forged)

    expect(verdict.status).toBe('changed')
    expect(verdict.details).toEqual([
      'missing or changed: paragraph 1',
      expect.stringContaining("not the newsroom's: В Минске"),
    ])
  })

  test('with a paragraph put in says which line is not the newsroom’s', async () => {
    const forged = text.replace('Ранее они', 'Позвоните по номеру.\n\nРанее они')

    expect(await judge(forged)).toMatchObject({
      status: 'changed',
      details: ["not the newsroom's: Позвоните по номеру."],
    })
  })

  test('without the publisher’s notice is incomplete, and says so', async () => {
    const cut = text.replace(/^! .*$/gm, '')

    expect(await judge(cut)).toMatchObject({
      status: 'incomplete',
      details: [
        "missing or changed: line 1 of the publisher's notice to readers",
        "missing or changed: line 2 of the publisher's notice to readers",
      ],
    })
  })

  test('with its paragraphs in another order is changed', async () => {
    const [first = '', second = ''] = paragraphs
    const turned = text.replace(first, '@').replace(second, first).replace('@', second)

    expect(await judge(turned)).toMatchObject({
      status: 'changed',
      says: expect.stringContaining('another order'),
    })
  })

  test('of which nothing is left is changed', async () => {
    expect(await judge('Совсем другой текст.')).toMatchObject({ status: 'changed' })
  })

  test('is good as its page', async () => {
    const [page = ''] = writeArticlePages(article, 'Example Newsroom')

    expect(await judge(readPageText(page))).toMatchObject({ status: 'good', details: [] })
  })

  test.each(interfaceLanguages)(
    'is good as its page in %s, whatever the mirror says of itself there',
    async language => {
      const spoken = { ...article, language }
      const signed = await writeStatement(
        'article',
        [...articleFields(spoken), ...signerFields(signer)],
        signer,
      )
      const [page = ''] = writeArticlePages(spoken, 'Example Newsroom')

      expect(await judgeArticle(whole(readPageText(page)), signed, verifier)).toMatchObject({ details: [] })
    },
  )

  test('is changed on a page into which somebody wrote', async () => {
    const [page = ''] = writeArticlePages(article, 'Example Newsroom')
    const forged = page.replace('</article>', '<p>Send money to this account.</p></article>')

    expect(await judge(readPageText(forged))).toMatchObject({
      status: 'changed',
      details: ["not the newsroom's: Send money to this account."],
    })
  })

  test('is expired where its key’s term is over, and only then', async () => {
    const { delegateKey } = await import('../../../src/core/signature/chain.ts')
    const root = await createSigner(await newKey())
    const chain = await delegateKey(root, {
      online: signer.publicKey,
      days: 30,
      revoked: [],
      chain: '',
      nowMs: sampleNowMs,
    })
    const delegated = await createSigner(rfcKey, chain)
    const signed = await writeStatement(
      'article',
      [...articleFields(article), ...signerFields(delegated)],
      delegated,
    )
    const at = (days: number) =>
      judgeArticle(whole(text), signed, {
        ...verifier,
        pinned: root.publicKey,
        nowMs: sampleNowMs + days * 86_400_000,
      })

    expect(await at(1)).toMatchObject({ status: 'good' })
    expect(await at(31)).toMatchObject({ status: 'expired' })
  })

  test('under a cut or changed signature is changed, under a stranger’s key unknown', async () => {
    const changed = signature.replace(/^revision: .*$/m, 'revision: 9')

    expect(await judgeArticle(whole(text), changed, verifier)).toMatchObject({
      status: 'changed',
    })
    expect(await judgeArticle(whole(text), signature.slice(0, -40), verifier)).toMatchObject({
      status: 'unsigned',
    })
    const other = await createSigner(await newKey())
    expect(
      await judgeArticle(whole(text), signature, { ...verifier, pinned: other.publicKey }),
    ).toMatchObject({ status: 'unknown-key' })
  })

  test('that was withdrawn since says when', async () => {
    await archive.withdraw(id, { reason: null, actor: 'anna', nowMs: sampleNowMs + 1_000 })
    const withdrawn = await archive.find(id)
    const signed = await writeStatement(
      'article',
      [...articleFields(withdrawn ?? article), ...signerFields(signer)],
      signer,
    )

    expect(await judgeArticle(whole(text), signed, verifier)).toMatchObject({
      status: 'withdrawn',
      says: 'The newsroom withdrew this article on 2026-06-01T12:00:01Z.',
    })
  })
})

test.each([
  { text: '«Свобода» – это', folded: 'Свободаэто' },
  { text: 'می‌خواهم', folded: 'میخواهم' },
  { text: '"I’m here," she said.', folded: 'Imhereshesaid' },
  { text: 'བོད་ཡིག', folded: 'བོདཡིག' },
])('$text is folded to $folded', ({ text, folded }) => {
  expect(foldText(text)).toBe(folded)
  expect(partOf('paragraph', text)?.length).toBe(folded.length)
})

test('what has no letters is no part', () => {
  expect(partOf('paragraph', '* * *')).toBeNull()
})

async function newKey(): Promise<string> {
  const { generateKeyPairSync } = await import('node:crypto')
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

test('the examples of docs/signatures.md are so', () => {
  const docs = readFileSync(new URL('../../../docs/signatures.md', import.meta.url), 'utf8')
  const rows = [...docs.matchAll(/^\| `(.+)` \| `(.+)` \| `(\d+) (\w{16})` \|$/gm)]

  expect(rows.length).toBeGreaterThan(2)
  for (const [, given = '', folded, length, fingerprint] of rows) {
    expect(foldText(given)).toBe(folded)
    expect(partOf('paragraph', given)).toEqual({ kind: 'paragraph', length: Number(length), fingerprint })
  }
})
