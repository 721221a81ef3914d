import { type Check, ok, warn } from './check.ts'

/** Whether readers can tell what is ours. */
export const signingCheck: Check = {
  id: 'signing',
  async run({ signer }) {
    if (signer === null)
      return [
        warn(
          'nothing is signed: a reader cannot tell your list of mirrors from a forged one',
          'npx tamizdat init writes a key; name it in signing.key',
        ),
      ]
    // A key that cannot sign is found out here and not by the first reader.
    await signer.sign(new Uint8Array(1))
    return [ok(`signs with the key ${signer.publicKey}`)]
  },
}
