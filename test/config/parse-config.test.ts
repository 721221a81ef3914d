import { describe, expect, test } from 'vitest'
import { defineConfig, secret } from '../../src/config/define-config.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import type { ConfigInput } from '../../src/config/schema.ts'
import type { Secret } from '../../src/config/secret.ts'
import { AppError } from '../../src/core/errors.ts'

const reveal = ({ name }: Secret) => `value of ${name}`
const source = { id: 'a', name: 'A', feeds: ['https://a.example/rss'], language: 'en' }
const minimal = { title: 'T', sources: [source] }

function faultsOf(written: unknown): readonly string[] {
  try {
    parseConfig(written, reveal)
  } catch (error) {
    if (error instanceof AppError && error.kind === 'config-invalid') return error.message.split('\n')
    throw error
  }
  return []
}

describe('a configuration with nothing but what is required', () => {
  const config = parseConfig(minimal, reveal)

  test('follows a source gently and by its pages', () => {
    expect(config.sources[0]).toEqual({
      ...source,
      pages: [],
      entries: { include: [], exclude: [] },
      sitemaps: { include: [], exclude: [] },
      topics: [],
      fullText: 'page',
      everyMinutes: { min: 15, max: 240 },
      politeness: { concurrency: 1, delaySeconds: 1 },
      headers: {},
      rules: {},
      recheck: { days: 7, perPull: 2 },
      maxNewArticles: 50,
    })
  })

  test('has one public channel for readers at no risk', () => {
    expect(config.channels).toEqual([
      {
        id: 'public',
        kind: 'public',
        audience: 'open',
        signatures: true,
        oneExchangePerConnection: false,
        neutralTitle: null,
        epub: false,
        groups: { groupSize: 10, expectedAgents: 0.05, waitDays: [7, 14, 28], closeAtCharge: 3 },
        rotation: { leadHours: 48, everyDays: null },
      },
    ])
  })

  test('listens on loopback, lets nothing private be fetched and signs nothing', () => {
    expect(config.server.host).toBe('127.0.0.1')
    expect(config.operator).toEqual({ host: '127.0.0.1', port: 8081, token: null })
    expect(config.limits.allowPrivate).toEqual([])
    expect(config.signing).toBeNull()
  })
})

describe('what is written is brought into one form', () => {
  test.each<{ name: string; given: Partial<ConfigInput>; want: object }>([
    {
      name: 'a topic comes before further topics, each once',
      given: { sources: [{ ...source, topic: 'b', topics: ['a', 'b'] }] },
      want: { sources: [{ topics: ['b', 'a'] }] },
    },
    {
      name: 'a language tag has its canonical case',
      given: { sources: [{ ...source, language: 'ZH-hant-tw' }] },
      want: { sources: [{ language: 'zh-Hant-TW' }] },
    },
    {
      name: 'an international host name has its ASCII form',
      given: { mirrors: [{ host: 'Bücher.example' }] },
      want: {
        mirrors: [{ host: 'xn--bcher-kva.example', channelId: 'public', state: 'standby', provider: null }],
      },
    },
    {
      name: 'a closed channel is careful',
      given: { channels: [{ id: 'friends', kind: 'invite' }] },
      want: { channels: [{ audience: 'careful' }] },
    },
    {
      name: "a header's secret has its value",
      given: { sources: [{ ...source, headers: { 'x-pass': secret('PASS') } }] },
      want: { sources: [{ headers: { 'x-pass': 'value of PASS' } }] },
    },
  ])('$name', ({ given, want }) => {
    expect(parseConfig(defineConfig({ ...minimal, ...given }), reveal)).toMatchObject(want)
  })
})

describe('an error names the key, what was wrong, and what is allowed', () => {
  test.each<{ name: string; given: object; want: string }>([
    {
      name: 'a missing key',
      given: { title: undefined },
      want: "title: is missing; allowed: text, such as 'The Free Reader'",
    },
    {
      name: 'a number out of bounds',
      given: { sources: [{ ...source, everyMinutes: { min: 0 } }] },
      want: 'sources[0].everyMinutes.min: 0 will not do; allowed: a whole number from 1 to 10080 (minutes), such as 10',
    },
    {
      name: 'a value that is none of the choices',
      given: { mirrors: [{ host: 'a.example', state: 'retired' }] },
      want: "mirrors[0].state: 'retired' will not do; allowed: one of 'live', 'standby', such as 'live'",
    },
    {
      name: 'an address in place of a host',
      given: { mirrors: [{ host: 'https://a.example/' }] },
      want: "mirrors[0].host: 'https://a.example/' will not do; allowed: a host name alone, without scheme, port or path, such as 'news.example.net'",
    },
    {
      name: 'a private range in place of an exact address',
      given: { limits: { allowPrivate: ['10.0.0.0/8'] } },
      want: "limits.allowPrivate[0]: '10.0.0.0/8' will not do; allowed: list of exact IP addresses with a port, such as ['127.0.0.1:8090', '[::1]:8090']",
    },
    {
      name: 'a language that is none',
      given: { sources: [{ ...source, language: 'english language' }] },
      want: "sources[0].language: 'english language' will not do; allowed: a language tag (BCP 47), such as 'fa'",
    },
    {
      name: 'a list where nothing is in it',
      given: { sources: [{ ...source, feeds: [] }] },
      want: 'sources[0].feeds: is missing; allowed: at least one address here or in pages',
    },
    {
      name: 'a misspelt key, with the nearest',
      given: { sources: [{ ...source, everyMinuts: {} }] },
      want: 'sources[0].everyMinuts: is no key – did you mean everyMinutes?; allowed: id, name, feeds, website, rights, pages, entries, sitemaps, language, topic, topics, fullText, everyMinutes, politeness, headers, proxy, rules, recheck, maxNewArticles',
    },
    {
      name: 'a key like no other, without a guess',
      given: { store: { colour: 'red' } },
      want: 'store.colour: is no key; allowed: file',
    },
    {
      name: 'an id that stands twice',
      given: { sources: [source, source] },
      want: "sources[1].id: 'a' stands at sources[0].id too; allowed: each once",
    },
    {
      name: 'a feed of one’s own that has no condition',
      given: { feeds: [{ id: 'x', title: 'X' }] },
      want: 'feeds[0]: has no condition; allowed: at least one of sources, topics, languages, include, exclude',
    },
    {
      name: 'a feed of a source that is misspelt',
      given: {
        sources: [{ ...source, id: 'bbc-persian' }],
        feeds: [{ id: 'x', title: 'X', sources: ['bbc-persan'] }],
      },
      want: "feeds[0].sources[0]: there is no source 'bbc-persan' (did you mean 'bbc-persian'?); allowed: bbc-persian",
    },
    {
      name: 'a feed of a topic that no source has',
      given: { feeds: [{ id: 'x', title: 'X', topics: ['world'] }] },
      want: "feeds[0].topics[0]: no source has the topic 'world'; allowed: none, since there is none",
    },
    {
      name: 'a host that stands twice in different case',
      given: { mirrors: [{ host: 'a.example' }, { host: 'A.example' }] },
      want: "mirrors[1].host: 'a.example' stands at mirrors[0].host too; allowed: each once",
    },
    {
      name: 'a shortest pause above the default longest',
      given: { sources: [{ ...source, everyMinutes: { min: 300 } }] },
      want: 'sources[0].everyMinutes.min: 300 is more than max, 240; allowed: at most 240 (minutes)',
    },
    {
      name: 'a mirror of no channel',
      given: { mirrors: [{ host: 'a.example', channel: 'vip' }] },
      want: "mirrors[0].channel: there is no channel 'vip'; allowed: public",
    },
    {
      name: 'a host of a closed channel',
      given: {
        channels: [{ id: 'public' }, { id: 'vip', kind: 'invite' }],
        mirrors: [{ host: 'a.example', channel: 'vip' }],
      },
      want: "mirrors[0].channel: 'vip' is closed, its hosts do not belong in a file (use: tamizdat mirrors add HOST --channel vip); allowed: public",
    },
    {
      name: 'two listeners on one port',
      given: { server: { port: 8081 } },
      want: 'operator.port: 8081 is the port of server too; allowed: any other',
    },
    {
      name: "an operator's listener open to the network without a token",
      given: { operator: { host: '0.0.0.0' } },
      want: "operator.token: is missing, though operator.host '0.0.0.0' is not loopback; allowed: secret('NAME')",
    },
  ])('$name', ({ given, want }) => {
    expect(faultsOf({ ...minimal, ...given })).toEqual([want])
  })

  test('all at once, a line each', () => {
    const faults = faultsOf({ titel: 'T', sources: [{ id: 'A B', feeds: ['ftp://a'] }] })

    expect(faults.map(line => line.split(':')[0]).toSorted()).toEqual(
      [
        'title',
        'titel',
        'sources[0].id',
        'sources[0].name',
        'sources[0].feeds[0]',
        'sources[0].language',
      ].toSorted(),
    )
  })
})

describe('secrets', () => {
  test.each([
    { name: 'a token written out', given: { operator: { token: 'hunter2' } } },
    { name: 'a key written out', given: { signing: { key: 'hunter2' } } },
    {
      name: 'a header that can not be sent',
      given: { sources: [{ ...source, headers: { a: 'hunter2\n' } }] },
    },
    { name: 'a secret of a wrong shape', given: { signing: { key: { name: 'hunter2' } } } },
  ])('$name is refused and does not stand in the error', ({ given }) => {
    const faults = faultsOf({ ...minimal, ...given })

    expect(faults).toHaveLength(1)
    expect(faults.join()).not.toContain('hunter2')
  })

  test('of signing and operator are revealed when they are asked for, and by no print of the configuration', () => {
    const config = parseConfig(
      { ...minimal, signing: { key: secret('KEY') }, operator: { token: secret('TOKEN') } },
      reveal,
    )

    expect(config.signing?.key()).toBe('value of KEY')
    expect(config.operator.token?.()).toBe('value of TOKEN')
    expect(JSON.stringify(config)).not.toContain('value of')
  })
})

describe('a proxy', () => {
  const proxied = (given: object, secrets: Record<string, string> = {}) =>
    parseConfig({ title: 'T', ...given }, ({ name }) => secrets[name] ?? '')

  test('is one for all, and one of a source’s own or none in its place', () => {
    const config = proxied({
      proxy: 'http://proxy.example:3128',
      sources: [
        { ...source, proxy: 'none' },
        { ...source, id: 'b', proxy: 'socks5://127.0.0.1:9050' },
        { ...source, id: 'c' },
      ],
    })

    expect(config.proxy).toMatchObject({ scheme: 'http', host: 'proxy.example', port: 3128 })
    expect(config.sources.map(each => each.proxy)).toEqual([
      null,
      { scheme: 'socks5', host: '127.0.0.1', port: 9050, credentials: null },
      undefined,
    ])
  })

  test('with a password is a secret', () => {
    const written = { proxy: secret('PROXY') }

    const config = proxied(written, { PROXY: 'socks5://reader:sesame@proxy.example' })

    expect(config.proxy?.credentials).toEqual({ username: 'reader', password: 'sesame' })
    expect(() => proxied(written, { PROXY: 'sesame' })).toThrow('the secret PROXY: is no address of a proxy')
    expect(() => proxied({ proxy: 'http://reader:sesame@proxy.example' })).toThrow(
      expect.objectContaining({ kind: 'config-invalid', message: expect.not.stringContaining('sesame') }),
    )
  })
})
