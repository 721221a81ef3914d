import * as z from 'zod'
import { note } from './key-note.ts'
import { hostName, port, secretValue } from './values.ts'

export const server = note(
  z
    .strictObject({
      host: note(z.string().trim().min(1).default('127.0.0.1'), {
        description:
          "Address of the readers' listener; behind a front on the same machine the default is right.",
        allowed: 'an IP address or host name',
        example: `'0.0.0.0'`,
      }),
      port: note(port().default(8080), {
        description: "Port of the readers' listener; 0 takes any free one.",
        example: '3000',
      }),
      publicScheme: note(z.enum(['http', 'https']).default('https'), {
        description: 'Scheme of the addresses that readers see.',
        example: `'http'`,
      }),
      frontFiles: note(
        z
          .array(z.string().trim().min(1))
          .default([
            '/etc/caddy/Caddyfile',
            '/etc/nginx/nginx.conf',
            '/etc/nginx/conf.d/tamizdat.conf',
            '/etc/nginx/snippets/tamizdat-mirror.conf',
            '/var/log/caddy/access.log',
            '/var/log/nginx/access.log',
          ]),
        {
          description:
            'Configuration and logs of the front: `doctor` looks whether requests are written down there. Files that are not there are passed over.',
          allowed: 'list of file names',
          example: `['/etc/caddy/Caddyfile']`,
        },
      ),
      publicPort: note(z.int().min(1).max(65535).exactOptional(), {
        description: "Port of the addresses that readers see. Left out: the scheme's own.",
        example: '8443',
      }),
    })
    .prefault({}),
  { description: "The readers' listener." },
)

export const operator = note(
  z
    .strictObject({
      host: note(z.string().trim().min(1).default('127.0.0.1'), {
        description: "Address of the operator's listener. Beyond loopback it needs a token.",
        allowed: 'an IP address or host name',
        example: `'127.0.0.1'`,
      }),
      port: note(port().default(8081), {
        description: "Port of the operator's listener; 0 takes any free one.",
        example: '3001',
      }),
      token: note(secretValue.exactOptional(), {
        description: 'Opens the dashboard and the API. Left out, both let nobody in.',
        allowed: `secret('NAME') or secret('NAME', { file: '…' })`,
        example: `secret('TAMIZDAT_OPERATOR_TOKEN')`,
        confidential: true,
      }),
    })
    .prefault({}),
  { description: "The operator's listener: health, metrics, dashboard (`/admin`) and API (`/api/v1`)." },
)

export const edge = note(
  z
    .strictObject({
      plan: note(z.enum(['free', 'paid']).default('free'), {
        description: 'The plan of the account, by whose limits the work is cut: docs/edge-limits.md.',
        example: `'paid'`,
      }),
      operatorHost: note(hostName.exactOptional(), {
        description:
          "Host name of the operator's app, which answers only to the bearer token of `operator.token`. Left out, there is none.",
        allowed: 'a host name alone, which is no mirror',
        example: `'desk.example.org'`,
      }),
      whereHost: note(hostName.exactOptional(), {
        description:
          'Host name where the holder of a secret asks for the present address, as at `where` on a machine; each place answers `where.perMinute` questions in a minute. Left out, there is none.',
        allowed: 'a host name alone, which is no mirror',
        example: `'ask.example.net'`,
      }),
    })
    .prefault({}),
  { description: 'What counts on Cloudflare Workers alone.' },
)
