import * as z from 'zod'
import { note } from './key-note.ts'
import { addressAndPort, secretValue } from './values.ts'

export const store = note(
  z
    .strictObject({
      file: note(z.string().trim().min(1).default('data/tamizdat.db'), {
        description:
          'The archive: an SQLite database, made if it is not there. From the folder of this file.',
        allowed: 'a file name',
        example: `'/var/lib/tamizdat/archive.db'`,
      }),
    })
    .prefault({}),
  { description: 'Where articles are kept.' },
)

export const limits = note(
  z
    .strictObject({
      maxBodyBytes: note(
        z
          .int()
          .min(1024)
          .max(256 * 1024 * 1024)
          .default(10 * 1024 * 1024),
        {
          description: 'Largest answer taken from a publisher, counted after decompression.',
          unit: 'bytes',
          example: '5_000_000',
        },
      ),
      timeoutSeconds: note(z.number().min(0.1).max(600).default(30), {
        description: 'Longest time for one request with all its redirects.',
        unit: 'seconds',
        example: '20',
      }),
      maxRedirects: note(z.int().min(0).max(20).default(5), {
        description: 'Redirects followed; each is checked like the first address.',
        unit: 'redirects',
        example: '3',
      }),
      allowPrivate: note(z.array(addressAndPort).default([]), {
        description:
          'Addresses that may be fetched though they are not public. Everything else on them stays refused.',
        allowed: 'list of exact IP addresses with a port',
        example: `['127.0.0.1:8090', '[::1]:8090']`,
      }),
    })
    .prefault({}),
  { description: 'What outgoing requests may cost and reach.' },
)

export const signing = note(
  z
    .strictObject({
      key: note(secretValue, {
        description:
          'The Ed25519 private key that signs articles and the manifest (PKCS #8 in PEM); `tamizdat init` makes one.',
        allowed: `secret('NAME') or secret('NAME', { file: '…' })`,
        example: `secret('TAMIZDAT_SIGNING_KEY', { file: 'keys/signing.key' })`,
        confidential: true,
      }),
      delegation: note(secretValue.exactOptional(), {
        description:
          "The root key's word for the signing key, as `tamizdat keygen --online` writes it. Left out, readers must know the signing key itself.",
        allowed: `secret('NAME') or secret('NAME', { file: '…' })`,
        example: `secret('TAMIZDAT_DELEGATION', { file: 'keys/delegation.txt' })`,
      }),
    })
    .exactOptional(),
  { description: 'Left out, nothing is signed.' },
)
