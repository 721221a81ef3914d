import * as z from 'zod'
import { note } from './key-note.ts'
import { hostName, id, idWords, port } from './values.ts'

export const channel = z.strictObject({
  id: note(id(), {
    description: 'Names the channel in commands.',
    allowed: idWords,
    example: `'public'`,
  }),
  kind: note(z.enum(['public', 'mail', 'bot', 'partner', 'invite']).default('public'), {
    description: 'How readers learn of its mirrors; all but `public` are closed.',
    example: `'invite'`,
  }),
  audience: note(z.enum(['open', 'careful', 'offline']).exactOptional(), {
    description:
      'How much a reader risks. `open`: pages are kept for a minute, and there is a search. `careful`: nothing is kept on the device, nothing is offered that leaves a trace. `offline`: as `careful`, with the newest articles in one file to keep. Left out: `open` for a public channel, `careful` for a closed one.',
    example: `'careful'`,
  }),
  signatures: note(z.boolean().exactOptional(), {
    description:
      'Whether each article has its signature beside it (`/a/ID.sig`). A signature that is found on a device proves where its text came from: left out, it is there for an `open` audience only.',
    allowed: 'true or false',
    example: 'true',
  }),
  neutralTitle: note(z.string().trim().min(1).max(60).exactOptional(), {
    description:
      'Stands in the tab, the history and the bookmarks of the browser in place of every title. Pages have no icon in any case.',
    allowed: 'text',
    example: `'Notes'`,
  }),
  epub: note(z.boolean().default(false), {
    description: 'Offers an `offline` audience the newest articles as an EPUB too.',
    example: 'true',
  }),
  oneExchangePerConnection: note(z.boolean().default(false), {
    description:
      'Closes the connection after each answer, against networks that freeze one after some 16 KB.',
    example: 'true',
  }),
  groups: note(
    z
      .strictObject({
        size: note(z.int().min(1).max(100).default(10), {
          description: 'Invites that share one host at most; a block divides them.',
          unit: 'invites',
          example: '5',
        }),
        expectedAgents: note(z.number().min(0.001).max(0.5).default(0.05), {
          description: "The share of invites that you take to be the censor's, before anything is known.",
          example: '0.1',
        }),
        closes: note(z.boolean().default(true), {
          description:
            'Closes an invite that alone can have told, the third time. `false`: it only waits longer.',
          example: 'false',
        }),
      })
      .prefault({}),
    { description: 'How the readers of a closed channel are held in groups.' },
  ),
  rotation: note(
    z
      .strictObject({
        leadHours: note(z.int().min(1).max(2_160).default(48), {
          description:
            'How long an old host goes on beside the next one that was announced; it is not retired sooner.',
          unit: 'hours',
          example: '168',
        }),
        everyDays: note(z.int().min(1).max(3_650).exactOptional(), {
          description:
            'Age at which a live host is rotated out by itself, as long as a standby stays in reserve. Left out: by hand only.',
          unit: 'days',
          example: '30',
        }),
      })
      .prefault({}),
    { description: 'Planned rotations.' },
  ),
})

export const aggregators = note(
  z
    .strictObject({
      host: note(hostName.clone(), {
        description:
          'A host name of yours for aggregators alone. It is no mirror: it is never announced, named to readers or rotated, and answers with the public channel.',
        allowed: 'a host name alone, without scheme, port or path',
        example: `'feeds.example.net'`,
      }),
      hub: note(z.url({ protocol: /^https?$/ }).exactOptional(), {
        description: 'A WebSub hub that pushes the feeds of this host; it is told of every change.',
        allowed: 'an http or https address',
        example: `'https://hub.example.org/'`,
      }),
    })
    .exactOptional(),
  { description: 'Where aggregators read the feeds. Left out: at the public mirrors.' },
)

export const where = note(
  z
    .strictObject({
      host: note(z.string().trim().min(1).default('127.0.0.1'), {
        description: 'Address of the listener where the holder of a secret asks for the present address.',
        allowed: 'an IP address or host name',
        example: `'127.0.0.1'`,
      }),
      port: note(port(), {
        description: 'Its port; 0 takes any free one.',
        example: '8082',
      }),
      perMinute: note(z.int().min(1).max(10_000).default(30), {
        description: 'Questions answered in a minute, whoever asks; more are refused.',
        unit: 'questions',
        example: '100',
      }),
    })
    .exactOptional(),
  {
    description:
      'A small form on a listener of its own, for a mail responder or bot that you run. Left out, there is none.',
  },
)

export const addressList = note(
  z
    .strictObject({
      file: note(z.string().trim().min(1), {
        description:
          'Where the list is written, for you to put in a public place. From the folder of this file.',
        allowed: 'a file name',
        example: `'public/list.txt'`,
      }),
      slots: note(z.int().min(16).max(100_000).default(1_024), {
        description:
          'Slots of the list, never changed: more than you will ever have invites. A slot is 327 bytes.',
        unit: 'slots',
        example: '4096',
      }),
      everyHours: note(z.int().min(1).max(168).default(24), {
        description: 'How often it is written anew, whether or not anything changed.',
        unit: 'hours',
        example: '6',
      }),
    })
    .exactOptional(),
  {
    description:
      'The public encrypted list: with a secret and `tamizdat where SECRET --list FILE` a reader finds the present address. Left out, there is none.',
  },
)
