import { describe, expect, test } from 'vitest'
import { decodeBase64Url } from '../../src/core/base64url.ts'
import type { Signer } from '../../src/ports/signer.ts'

/** What every Signer does. */
export function signerContract(name: string, open: () => Promise<Signer>): void {
  describe(`the ${name} signer`, () => {
    const message = new TextEncoder().encode('новости')

    async function verifies(signer: Signer, signed: Uint8Array, signature: string): Promise<boolean> {
      const key = await crypto.subtle.importKey('raw', decodeBase64Url(signer.publicKey), 'Ed25519', false, [
        'verify',
      ])
      return crypto.subtle.verify('Ed25519', key, decodeBase64Url(signature), Uint8Array.from(signed))
    }

    test('its key is 32 bytes and its signature 64, in base64url without padding', async () => {
      const signer = await open()

      expect(signer.publicKey).toMatch(/^[\w-]{43}$/)
      expect(await signer.sign(message)).toMatch(/^[\w-]{86}$/)
    })

    test('its signature holds for the message and for no other', async () => {
      const signer = await open()
      const signature = await signer.sign(message)

      expect(await verifies(signer, message, signature)).toBe(true)
      expect(await verifies(signer, message.slice(1), signature)).toBe(false)
    })

    test('it signs the same message in the same way (RFC 8032 §5.1.6)', async () => {
      const signer = await open()

      expect(await signer.sign(message)).toBe(await signer.sign(message))
    })

    test('it is the key of RFC 8032 §7.1, test 1', async () => {
      const signer = await open()

      expect(signer.publicKey).toBe('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo')
      expect(await signer.sign(new Uint8Array())).toBe(
        '5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVfuIIVkKM7rMYeOXAc-bRr0lv18FlbviRlUUFDjnoQCw',
      )
    })
  })
}

/** The private key of RFC 8032 §7.1, test 1, as PKCS #8 in PEM. */
export const rfcKey = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
-----END PRIVATE KEY-----`
