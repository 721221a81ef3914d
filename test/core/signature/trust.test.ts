import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createSigner } from '../../../src/adapters/web/signer.ts'
import { verifySignature } from '../../../src/adapters/web/verify-signature.ts'
import { delegateKey, succeedRoot } from '../../../src/core/signature/chain.ts'
import { judgeKey } from '../../../src/core/signature/trust.ts'

const nowMs = Date.UTC(2026, 10, 24)
const dayMs = 86_400_000

function makeSigner() {
  const { privateKey } = generateKeyPairSync('ed25519')
  return createSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
}

const [root, online, next, nextRoot, stranger] = await Promise.all(Array.from({ length: 5 }, makeSigner))
if (!root || !online || !next || !nextRoot || !stranger) throw new Error('five keys were made')
const delegated = await delegateKey(root, {
  online: online.publicKey,
  days: 30,
  revoked: [],
  chain: '',
  nowMs,
})

function judge(key: string, chain: string, options: { pinned?: string; nowMs?: number } = {}) {
  return judgeKey(key, { pinned: root?.publicKey ?? '', chain: [chain], nowMs, ...options }, verifySignature)
}

describe('a key', () => {
  test('that the reader knows is trusted without a chain', async () => {
    expect(await judge(root.publicKey, '')).toEqual({ status: 'trusted', untilMs: null })
  })

  test('that a known root delegated to is trusted for its term', async () => {
    expect(await judge(online.publicKey, delegated)).toEqual({
      status: 'trusted',
      untilMs: nowMs + 30 * dayMs,
    })
  })

  test('is expired once its term is over', async () => {
    const later = { nowMs: nowMs + 31 * dayMs }

    expect(await judge(online.publicKey, delegated, later)).toMatchObject({ status: 'expired' })
  })

  test('is unknown without a chain, or with that of another root', async () => {
    const foreign = await delegateKey(stranger, {
      online: online.publicKey,
      days: 30,
      revoked: [],
      chain: '',
      nowMs,
    })

    expect(await judge(online.publicKey, '')).toEqual({ status: 'unknown-key' })
    expect(await judge(online.publicKey, foreign)).toEqual({ status: 'unknown-key' })
  })

  test('is unknown where somebody changed the delegation', async () => {
    const forged = delegated.replace(online.publicKey, stranger.publicKey)

    expect(await judge(stranger.publicKey, forged)).toEqual({ status: 'unknown-key' })
  })

  test('that was taken is revoked by the next delegation, even for who knew it itself', async () => {
    const chain = await delegateKey(root, {
      online: next.publicKey,
      days: 30,
      revoked: [online.publicKey],
      chain: delegated,
      nowMs,
    })

    expect(await judge(online.publicKey, `${delegated}\n${chain}`)).toEqual({ status: 'revoked' })
    expect(await judge(next.publicKey, chain)).toMatchObject({ status: 'trusted' })
  })

  test('stays revoked in every later delegation', async () => {
    const revoking = await delegateKey(root, {
      online: next.publicKey,
      days: 30,
      revoked: [online.publicKey],
      chain: '',
      nowMs,
    })
    const later = await delegateKey(root, {
      online: next.publicKey,
      days: 30,
      revoked: [],
      chain: revoking,
      nowMs,
    })

    expect(await judge(online.publicKey, later)).toEqual({ status: 'revoked' })
  })

  test('of a root that took over is trusted by who knows the first root', async () => {
    const succeeded = await succeedRoot(root, { next: nextRoot.publicKey, chain: delegated, nowMs })
    const chain = await delegateKey(nextRoot, {
      online: next.publicKey,
      days: 30,
      revoked: [],
      chain: succeeded,
      nowMs,
    })

    expect(await judge(next.publicKey, chain)).toMatchObject({ status: 'trusted' })
    expect(await judge(next.publicKey, chain, { pinned: nextRoot.publicKey })).toMatchObject({
      status: 'trusted',
    })
    expect(await judge(next.publicKey, chain, { pinned: stranger.publicKey })).toEqual({
      status: 'unknown-key',
    })
  })

  test('of a root that took over is unknown where another root signed the succession', async () => {
    const usurped = await succeedRoot(stranger, { next: nextRoot.publicKey, chain: '', nowMs })
    const forged = usurped.replace(stranger.publicKey, root.publicKey)
    const chain = await delegateKey(nextRoot, {
      online: next.publicKey,
      days: 30,
      revoked: [],
      chain: forged,
      nowMs,
    })

    expect(await judge(next.publicKey, chain)).toEqual({ status: 'unknown-key' })
  })
})

test('a signer refuses a delegation that is another key’s', async () => {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

  await expect(createSigner(pem, delegated)).rejects.toThrow(
    'signing.delegation delegates nothing to the key',
  )
})
