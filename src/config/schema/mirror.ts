import * as z from 'zod'
import { note } from './key-note.ts'
import { addressAndPort, hostName, id, idWords, proxyValue, webAddress } from './values.ts'

export const mirror = z.strictObject({
  host: note(hostName, {
    description: 'A host name of yours that leads to this server.',
    allowed: 'a host name alone, without scheme, port or path',
    example: `'news.example.net'`,
  }),
  channel: note(id().default('public'), {
    description:
      'The public channel whose readers use it. Hosts of closed channels never stand in this file.',
    allowed: 'the id of a channel',
    example: `'public'`,
  }),
  state: note(z.enum(['live', 'standby']).default('standby'), {
    description:
      'How it starts: shown to readers, or held back until a rotation. Later changes are made by command.',
    example: `'live'`,
  }),
  provider: note(z.string().trim().min(1).exactOptional(), {
    description: 'Who hosts it; tells what would fall together.',
    allowed: 'text',
    example: `'hetzner'`,
  }),
})

export const vantagePoint = z.strictObject({
  id: note(
    id().refine(text => text !== 'here' && text !== 'ooni'),
    {
      description: 'Names the vantage point in measurements.',
      allowed: `${idWords}; not 'here' and not 'ooni'`,
      example: `'minsk'`,
    },
  ),
  region: note(z.string().regex(/^[A-Z]{2}$/), {
    description: 'The country whose network it stands in.',
    allowed: 'two capital letters (ISO 3166-1)',
    example: `'BY'`,
  }),
  proxy: note(proxyValue.exactOptional(), {
    description: 'A proxy in that network. Left out: probes leave this server straight.',
    allowed: `http://, https:// or socks5://host:port without user name and password, or secret('NAME')`,
    example: `secret('TAMIZDAT_MINSK')`,
    confidential: true,
  }),
  resolver: note(addressAndPort.exactOptional(), {
    description: 'A DNS server of that network, asked in place of the own one; only without a proxy.',
    allowed: 'an IP address with a port',
    example: `'192.0.2.53:53'`,
  }),
  canary: note(webAddress.exactOptional(), {
    description:
      'A page of somebody else that is surely reached from there. Where it is not, the vantage point is broken, and nothing is measured from it. Advised where a country has one vantage point only.',
    allowed: 'an http or https address',
    example: `'https://www.example.by/'`,
  }),
  group: note(z.string().trim().min(1).exactOptional(), {
    description:
      'Binds it for good to one group of a closed channel: it touches the host of that group, and no other host at all. Left out: it touches public hosts only.',
    allowed: 'the id of a group, from `tamizdat mirrors list`',
    example: `'k3v9x0m2qd'`,
  }),
})

/** When mirrors are measured, and what is done about it. */
export const probing = note(
  z
    .strictObject({
      everyMinutes: note(z.int().min(5).max(1_440).default(60), {
        description: 'How often `serve` probes, where there are vantage points.',
        unit: 'minutes',
        example: '30',
      }),
      decides: note(z.boolean().default(true), {
        description:
          'Whether a block that is found is recorded, so that groups split and a public host is rotated out. `false`: it is only reported.',
        example: 'false',
      }),
      ooni: note(
        z
          .strictObject({
            regions: note(z.array(z.string().regex(/^[A-Z]{2}$/)).min(1), {
              description: 'The countries that are asked about.',
              allowed: 'list of two capital letters each (ISO 3166-1)',
              example: `['BY', 'RU']`,
            }),
            address: note(webAddress.default('https://api.ooni.org/'), {
              description: 'Where its interface stands.',
              allowed: 'an http or https address',
              example: `'https://api.ooni.org/'`,
            }),
          })
          .exactOptional(),
        {
          description:
            "Asks OONI's public data once a day what volunteers saw of public hosts, which names these to OONI. Left out: it is not asked.",
        },
      ),
    })
    .prefault({}),
  { description: 'How mirrors are probed.' },
)
