import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSigner } from '../../../src/adapters/web/signer.ts'
import { decodeBase64Url } from '../../../src/core/base64url.ts'
import { manifestStatement, writeManifest } from '../../../src/core/mirror/manifest.ts'

const input = {
  hosts: ['b.example', 'a.example'],
  announcement: { channelId: 'public', fromHost: 'a.example', toHost: 'b.example', announcedAtMs: 0 },
  number: 7,
  previous: null,
  issuedAtMs: Date.UTC(2026, 10, 24),
  expiresAtMs: Date.UTC(2026, 11, 24),
}

function makeKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

test('a manifest lists the hosts in order, with number, dates and the next host', async () => {
  const manifest = JSON.parse(await writeManifest(manifestStatement(input), null))

  expect(manifest).toEqual({
    signed: {
      version: 1,
      number: 7,
      previous: null,
      issued: '2026-11-24T00:00:00Z',
      expires: '2026-12-24T00:00:00Z',
      hosts: ['a.example', 'b.example'],
      next: { from: 'a.example', to: 'b.example', announced: '1970-01-01T00:00:00Z' },
    },
    key: null,
    chain: [],
    signature: null,
  })
})

test('the signature of a manifest verifies over the canonical form of what is signed', async () => {
  const manifest = JSON.parse(await writeManifest(manifestStatement(input), await createSigner(makeKey())))

  const key = await crypto.subtle.importKey('raw', decodeBase64Url(manifest.key), 'Ed25519', false, [
    'verify',
  ])
  const signature = decodeBase64Url(manifest.signature)
  const canonical = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
  expect(await crypto.subtle.verify('Ed25519', key, signature, canonical(manifest.signed))).toBe(true)
  const changed = canonical({ ...manifest.signed, hosts: ['evil.example'] })
  expect(await crypto.subtle.verify('Ed25519', key, signature, changed)).toBe(false)
})

test('a key that is none is refused without being shown', async () => {
  await expect(createSigner('c2VjcmV0')).rejects.toThrow(/^signing\.key is not an Ed25519 private key/)
})
