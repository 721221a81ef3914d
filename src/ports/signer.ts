/** Signs with the operator's online key: Ed25519 (RFC 8032). */
export interface Signer {
  /** The raw public key, 32 bytes, base64url without padding. */
  readonly publicKey: string
  /** @returns the signature, 64 bytes, base64url without padding. */
  sign(message: Uint8Array): Promise<string>
}
