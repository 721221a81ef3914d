import { describe, expect, test } from 'vitest'
import type { ConfigInput } from '../../src/config/schema.ts'

/** A runtime whose source leads to one page of the upstream. */
export interface RuledPull {
  /** Pulls with these rules of the configuration and these files of the operator's folder, by host. */
  textWith(rules: {
    readonly sites?: ConfigInput['sites']
    readonly files?: Readonly<Record<string, string>>
    readonly own?: Record<string, string>
  }): Promise<string>
}

const words = 'The ministry said that the new rules for river transport would come into force, at last. '

/** What the upstream answers: general extraction takes the story, and with it what a rule is to take out. */
export const ruledPage = `<!doctype html><html lang="en"><title>River</title><main><h1>River transport</h1>
<div class="story">${`<p>${words}</p>`.repeat(5)}<p class="aside-of-ours">Read this aside of ours, which the paper puts into each of its stories, if you like.</p></div>
<div class="other"><p>Another text of this page: ${words}</p></div></main></html>`

/** The upstream's feed, with the one page as its entry. */
export function ruledFeed(pageUrl: string): string {
  return `<rss version="2.0"><channel><title>News</title><link>${pageUrl}</link><description>News</description>
<item><title>River transport</title><link>${pageUrl}</link><guid isPermaLink="false">tag:ruled,2026:1</guid>
<pubDate>Tue, 24 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>`
}

const aside = 'aside of ours'
const other = 'Another text of this page'
const host = '127.0.0.1'

/** Rules for sites are applied to what is pulled, the same on every runtime. */
export function siteRulesContract(name: string, open: () => Promise<RuledPull>): void {
  describe(`rules for sites on ${name}:`, () => {
    test('without any the story is taken whole', async () => {
      const text = await (await open()).textWith({})

      expect(text).toContain('river transport')
      expect(text).toContain(aside)
    })

    test.each([
      {
        name: 'those of the configuration are applied',
        given: { sites: [{ host, rules: { remove: '.aside-of-ours' } }] },
        has: ['river transport'],
        lacks: [aside],
      },
      {
        name: 'those of a domain above count where the host has none',
        given: { sites: [{ host: '.0.0.1', rules: { remove: '.aside-of-ours' } }] },
        has: ['river transport'],
        lacks: [aside],
      },
      {
        name: "those of the operator's files are applied",
        given: { files: { [host]: "body: //div[@class='story']\nstrip: //p[@class='aside-of-ours']\n" } },
        has: ['river transport'],
        lacks: [aside, other],
      },
      {
        name: 'the configuration comes before a file',
        given: {
          sites: [{ host, rules: { body: '.other' } }],
          files: { [host]: "body: //div[@class='story']\n", 'news.example': 'body: //nowhere\n' },
        },
        has: [other],
        lacks: [aside],
      },
      {
        name: "a source's own come before both",
        given: { sites: [{ host, rules: { body: '.story' } }], own: { body: '.other' } },
        has: [other],
        lacks: [aside],
      },
      {
        name: 'a file for another host changes nothing',
        given: { files: { 'news.example': "body: //div[@class='other']\n", [`.${host}.example`]: '' } },
        has: ['river transport', aside],
        lacks: [],
      },
    ])('$name', async ({ given, has, lacks }) => {
      const text = await (await open()).textWith(given)

      for (const part of has) expect(text).toContain(part)
      for (const part of lacks) expect(text).not.toContain(part)
    })
  })
}
