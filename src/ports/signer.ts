/** Signs with the operator's online key: Ed25519 (RFC 8032). */
export interface Signer {
  /** The raw public key, 32 bytes, base64url without padding. */
  readonly publicKey: string
  /**
   * Why the key is to be believed: signed statements, successions of root keys before the delegation of this key.
   * Empty where readers know this very key.
   */
  readonly chain: readonly string[]
  /** @returns the signature, 64 bytes, base64url without padding. */
  sign(message: Uint8Array): Promise<string>
}
