import * as z from 'zod'
import { interfaceLanguages } from '../core/page/words.ts'
import { addressList, aggregators, channel, where } from './schema/channel.ts'
import { ownFeed } from './schema/feed.ts'
import { note } from './schema/key-note.ts'
import { limits, signing, store } from './schema/limits.ts'
import { edge, operator, server } from './schema/listeners.ts'
import { mirror, probing, vantagePoint } from './schema/mirror.ts'
import { mailResponder, notices } from './schema/notices.ts'
import { sites } from './schema/site-rules.ts'
import { source } from './schema/source.ts'
import { proxyValue, webAddress } from './schema/values.ts'

/** The configuration as it is written. Strict everywhere: a misspelt key is an error and not a silent default. */
export const configSchema = z.strictObject({
  title: note(z.string().trim().min(1), {
    description: 'Title of the front page and of the feed of everything.',
    allowed: 'text',
    example: `'The Free Reader'`,
  }),
  description: note(z.string().trim().min(1).exactOptional(), {
    description: 'One sentence below the title.',
    allowed: 'text',
    example: `'Newsrooms that are blocked where you are'`,
  }),
  rights: note(z.string().trim().min(1).exactOptional(), {
    description: 'What may be done with the feeds, told to aggregators in each of them.',
    allowed: 'text',
    example: `'Articles belong to their publishers. Republication with attribution is welcome.'`,
  }),
  contact: note(z.union([z.email(), webAddress]).exactOptional(), {
    description: 'Whom an aggregator writes to; stands in every feed.',
    allowed: 'a mail address, or an http or https address of a page',
    example: `'feeds@example.net'`,
  }),
  reviewedLanguages: note(z.array(z.enum(interfaceLanguages)).default([]), {
    description:
      'Languages whose safety texts (src/core/page/words) somebody who speaks them has read for you. In those that nobody has read, they stand in English.',
    example: `['ru', 'be']`,
  }),
  sources: note(z.array(source).default([]), { description: 'The newsrooms that are followed.' }),
  feeds: note(z.array(ownFeed).default([]), {
    description:
      'Feeds of your own, narrowed by rules: an article that meets every condition is in it, of each list any one is enough.',
  }),
  sites,
  siteConfigs: note(z.string().trim().min(1).exactOptional(), {
    description:
      "Folder of FiveFilters' site-config files (`HOST.txt`), read for hosts without rules in `sites`. From the folder of this file.",
    allowed: 'a folder name',
    example: `'ftr-site-config'`,
  }),
  mirrors: note(z.array(mirror).default([]), {
    description: 'Public host names that start the pool; from then on the archive knows how each stands.',
  }),
  channels: note(
    z
      .array(channel)
      .min(1)
      .prefault([{ id: 'public' }]),
    {
      description: 'The ways in which readers learn of mirrors.',
    },
  ),
  aggregators,
  store,
  limits,
  signing,
  server,
  operator,
  edge,
  mailResponder,
  notices,
  proxy: note(proxyValue.exactOptional(), {
    description:
      'Proxy for all outgoing requests. It resolves the names, so that only its own address, IP addresses and redirects are guarded; where its address is not public, `limits.allowPrivate` has to name it.',
    allowed: `http://, https:// or socks5://host:port without user name and password, or secret('NAME')`,
    example: `secret('TAMIZDAT_PROXY')`,
    confidential: true,
  }),
  where,
  addressList,
  vantagePoints: note(z.array(vantagePoint).default([]), {
    description: 'The networks from which mirrors are probed.',
  }),
  probing,
  userAgent: note(
    z
      .string()
      .trim()
      .regex(/^[\u0020-\u007e]+$/)
      .default('Mozilla/5.0 (compatible; tamizdat/0.1)'),
    {
      description: 'How the fetcher names itself to publishers.',
      allowed: 'printable ASCII',
      example: `'Mozilla/5.0 (compatible; ExampleReader/1.0; +https://example.net/)'`,
    },
  ),
})

/** What `defineConfig` takes. */
export type ConfigInput = z.input<typeof configSchema>

/** The configuration after the schema, with its defaults. */
export type ParsedConfig = z.output<typeof configSchema>
