import type { TextDirection } from '../article/article.ts'
import { editionFormats } from '../feed/edition.ts'
import { html, type Markup } from './markup.ts'
import { style } from './style.ts'
import type { Words } from './words/language-words.ts'

export interface PageParts {
  readonly language: string
  readonly direction: TextDirection
  readonly words: Words
  readonly title: string
  /** The way from this page to the mirror's base: `./` or `../`. */
  readonly root: './' | '../'
  /** The edition whose feeds a reader's program is to find from here. */
  readonly feeds: string
  readonly main: Markup
  readonly footer?: Markup
  /** Whether a publisher's notice may stand in the main part: nothing to press comes before it. */
  readonly hasNotices?: boolean
}

const feedTypes = { rss: 'rss+xml', atom: 'atom+xml', json: 'feed+json' } as const

/** Says the language of interface words on an element, where the page around it is in another one. */
export function speak(words: Pick<Words, 'language' | 'direction'>, around: string): Markup | null {
  if (words.language === around.split('-')[0]?.toLowerCase()) return null
  return html` lang="${words.language}" dir="${words.direction}"`
}

/**
 * A whole page around its main part. Every link in it is relative and it asks for nothing else: `data:,` as an icon
 * keeps browsers from asking for /favicon.ico. The front page is linked as `index.html`, so that a copy in a folder works.
 */
export function writePage({
  language,
  direction,
  words,
  title,
  root,
  feeds,
  main,
  footer,
  hasNotices = false,
}: PageParts): string {
  const alternates = editionFormats.map(
    format =>
      html`<link rel="alternate" type="application/${feedTypes[format]}" href="${root}feeds/${feeds}.${format}">`,
  )
  const spoken = speak(words, language)
  const ways = html`<nav${spoken}><a href="${root}index.html">${words.front}</a> <a href="${root}subscribe.html">${words.subscribe}</a></nav>
`
  return html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
${alternates}
<style>${{ markup: style }}</style>
</head>
<body>
${hasNotices ? null : ways}<main>
${main}
</main>
${hasNotices ? ways : null}<footer${spoken}>${footer ?? null} <a href="${root}mirrors.html">${words.otherAddresses}</a></footer>
</body>
</html>
`.markup
}
