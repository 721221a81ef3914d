import * as z from 'zod'
import { note } from './key-note.ts'
import { secretValue } from './values.ts'

export const mailResponder = note(
  z
    .strictObject({
      server: note(secretValue, {
        description:
          'The mail server that answers go out by: `smtps://user:password@host`, or `smtp://host:587` for STARTTLS. In the clear nothing goes out but to this machine.',
        allowed: `secret('NAME') or secret('NAME', { file: '…' })`,
        example: `secret('TAMIZDAT_RESPONDER', { file: 'keys/responder.url' })`,
        confidential: true,
      }),
      from: note(z.email(), {
        description: 'The address that readers write to, and that answers come from.',
        allowed: 'a mail address',
        example: `'ask@example.net'`,
      }),
      perHour: note(z.int().min(1).max(10_000).default(60), {
        description:
          'How many answers `answer-mail --imap` sends in an hour at most, over all who ask; the rest waits. One invite gets ten.',
        unit: 'mails',
        example: '20',
      }),
      mailbox: note(
        z
          .strictObject({
            server: note(secretValue, {
              description:
                'The mailbox that `answer-mail --imap` empties: `imaps://user:password@host`, or `imap://host` for STARTTLS.',
              allowed: `secret('NAME') or secret('NAME', { file: '…' })`,
              example: `secret('TAMIZDAT_MAILBOX', { file: 'keys/mailbox.url' })`,
              confidential: true,
            }),
            folder: note(z.string().min(1).default('INBOX'), {
              description: 'The folder that mails come into. EVERYTHING in it is deleted.',
              example: `'Questions'`,
            }),
            sweeps: note(z.array(z.string().min(1)).default([]), {
              description:
                'Further folders whose whole content is deleted, for a provider that keeps what was sent or deleted there.',
              example: `['Sent', 'Trash']`,
            }),
          })
          .exactOptional(),
        { description: 'A mailbox that is watched; left out, mails come one by one from a pipe.' },
      ),
    })
    .exactOptional(),
  {
    description:
      'Lets `answer-mail` answer; left out, it refuses. What it costs readers: docs/guide/mail-responder.md.',
  },
)

export const notices = note(
  z
    .strictObject({
      webhook: note(secretValue.exactOptional(), {
        description:
          'Address that notices are posted to as JSON (`subject`, `lines`, `text`). It is reached directly, not through `proxy`.',
        allowed: `secret('NAME') or secret('NAME', { file: '…' })`,
        example: `secret('TAMIZDAT_WEBHOOK')`,
        confidential: true,
      }),
      mail: note(
        z
          .strictObject({
            server: note(secretValue, {
              description:
                'The mail server: `smtps://user:password@host`, or `smtp://host:587` for STARTTLS. In the clear nothing goes out but to this machine.',
              allowed: `secret('NAME') or secret('NAME', { file: '…' })`,
              example: `secret('TAMIZDAT_SMTP', { file: 'keys/smtp.url' })`,
              confidential: true,
            }),
            from: note(z.email(), {
              description: 'Sender of notices.',
              allowed: 'a mail address',
              example: `'mirrors@example.net'`,
            }),
            to: note(z.array(z.email()).min(1), {
              description: 'Who gets them. A mail ties this server to the box that it goes to.',
              allowed: 'list of mail addresses',
              example: `['desk@example.org']`,
            }),
          })
          .exactOptional(),
        { description: 'Notices by mail.' },
      ),
    })
    .prefault({}),
  {
    description:
      'Whom `serve` tells, at most once an hour and all in one, that a source is silent or poor, a mirror blocked, the reserve low, a key, certificate or domain about to end. No closed host and no prefix stands in it.',
  },
)
