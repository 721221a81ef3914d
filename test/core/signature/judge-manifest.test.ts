import { expect, test } from 'vitest'
import { createSigner } from '../../../src/adapters/web/signer.ts'
import { verifySignature } from '../../../src/adapters/web/verify-signature.ts'
import { hashHex } from '../../../src/core/digest.ts'
import { manifestStatement, writeManifest } from '../../../src/core/mirror/manifest.ts'
import { judgeManifest } from '../../../src/core/signature/judge-manifest.ts'
import { rfcKey } from '../../contracts/signer.ts'

const dayMs = 86_400_000
const nowMs = Date.UTC(2026, 10, 24)
const signer = await createSigner(rfcKey)
const verifier = { pinned: signer.publicKey, chain: [], nowMs, verify: verifySignature }
const announcement = { channelId: 'public', fromHost: 'a.example', toHost: 'b.example', announcedAtMs: nowMs }
const first = {
  hosts: ['a.example', 'b.example'],
  announcement: null,
  number: 7,
  previous: null,
  issuedAtMs: nowMs - dayMs,
  expiresAtMs: nowMs + 13 * dayMs,
}
const second = {
  ...first,
  announcement,
  number: 8,
  issuedAtMs: nowMs,
  previous: hashHex(manifestStatement(first)),
}
const sign = (input: typeof first | typeof second) => writeManifest(manifestStatement(input), signer)

test('a manifest that follows the one that is known says so, with the announced address', async () => {
  const verdict = await judgeManifest(await sign(second), verifier, await sign(first))

  expect(verdict.status).toBe('good')
  expect(verdict.says).toMatch(/It follows the one you had before\.$/)
  expect(verdict.details).toEqual(['a.example', 'b.example', 'next address: b.example'])
})

test('a manifest that names another one before it does not say that it follows', async () => {
  const skipped = await sign({ ...second, previous: hashHex('another') })

  expect((await judgeManifest(skipped, verifier, await sign(first))).says).not.toMatch(/follows/)
})

test.each([
  { name: 'older than the known one', status: 'replayed', given: first, known: second },
  { name: 'past its date', status: 'expired', given: { ...first, expiresAtMs: nowMs - 1 }, known: null },
])('a manifest $name is $status', async ({ status, given, known }) => {
  const before = known === null ? null : await sign(known)

  expect(await judgeManifest(await sign(given), verifier, before)).toMatchObject({ status })
})

test('an announcement that somebody put in is found', async () => {
  const forged = (await sign(second)).replace('"to":"b.example"', '"to":"evil.example"')

  expect(await judgeManifest(forged, verifier)).toMatchObject({ status: 'changed' })
})

test('an unsigned manifest is unsigned', async () => {
  expect(await judgeManifest(await writeManifest(manifestStatement(first), null), verifier)).toMatchObject({
    status: 'unsigned',
  })
})
