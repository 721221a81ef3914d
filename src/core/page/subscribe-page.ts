import { html, type Markup } from './markup.ts'
import { drawQrCode } from './qr-code.ts'
import { writeSafety } from './safety.ts'
import { writePage } from './shell.ts'
import { type EditionLink, isRuled, type Site } from './site.ts'
import { isLight, takeFitting } from './weight.ts'
import { wordsFor } from './words.ts'

export interface SubscribePage {
  readonly site: Site
  /** The mirror's address as this reader knows it, without a trailing slash. */
  readonly base: string
  readonly editions: readonly EditionLink[]
  /** Whether the address is this reader's own secret, as on every channel but the public one. */
  readonly isClosed: boolean
}

/** Writes the page to subscribe from: addresses to copy, one code to scan, as many of the editions as fit. */
export function writeSubscribePage({ site, base, editions, isClosed }: SubscribePage): string {
  const words = wordsFor(site.language)
  // What the operator chose by rules comes first, then the largest.
  const narrowed = editions
    .filter(edition => edition.slug !== 'all')
    .toSorted((a, b) => rankOf(b, site) - rankOf(a, site) || b.count - a.count)
  const write = (count: number) =>
    writePage({
      language: words.language,
      direction: words.direction,
      words,
      title: words.subscribe,
      root: './',
      feeds: 'all',
      main: html`<h1>${words.subscribe}</h1>
<p>${words.howToSubscribe} ${words.allFormats}</p>
${isClosed && html`<aside>${writeSafety(safety => safety.hostedReaders, site)}</aside>`}
<dl>
${writeAddress(site.title, `${base}/feeds/all.rss`)}${writeAddress(words.light, `${base}/feeds/all-light.rss`)}${narrowed
  .slice(0, count)
  .map(({ slug, title }) => writeAddress(title, `${base}/feeds/${slug}.rss`))}</dl>
<p>${words.scan}</p>
${drawQrCode(`${base}/feeds/all.atom`)}
<p><a href="feeds.opml">${words.everyFeed}</a></p>
${writeSafety(safety => safety.howToMove, site)}
${writeSafety(safety => safety.ownReader, site)}
${writeSafety(safety => safety.savedFeed, site)}`,
      footer: html`${!isClosed && html`<a href="aggregators.html" lang="en" dir="ltr">For aggregators</a>`}`,
    })
  return write(takeFitting(narrowed.length, count => isLight(write(count))))
}

function rankOf({ slug }: EditionLink, site: Site): number {
  return isRuled(slug, site) ? 1 : 0
}

function writeAddress(title: string, address: string): Markup {
  return html`<dt><bdi>${title}</bdi></dt><dd><code dir="ltr">${address}</code></dd>
`
}
