import type { ArchivedArticle } from '../article/article.ts'
import { listNotes, originNote } from './article-notes.ts'
import { splitBlocks } from './flow.ts'
import { writeDay } from './instant.ts'
import { html, type Markup } from './markup.ts'
import { writeSafety } from './safety.ts'
import { speak } from './shell.ts'
import { type Site, sourceName } from './site.ts'
import { style } from './style.ts'
import { wordsFor } from './words.ts'

/** How many of the newest articles a file to keep holds. */
export const offlineArticles = 30

/** Writes the newest articles as one page that needs nothing else: notices first, then a table of contents. */
export function writeOfflinePage(site: Site, articles: readonly ArchivedArticle[]): string {
  const words = wordsFor(site.language)
  return html`<!doctype html>
<html lang="${words.language}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${site.title}</title>
<link rel="icon" href="data:,">
<style>${{ markup: style }}</style>
</head>
<body>
<main>
<h1>${site.title}</h1>
${writeOfflineNotice(site, articles)}
<ol>
${articles.map(
  ({
    id,
    title,
    language,
    direction,
  }) => html`<li lang="${language}" dir="${direction}"><a href="#${id}">${title}</a></li>
`,
)}</ol>
${articles.map(
  article => html`<article id="${article.id}" lang="${article.language}" dir="${article.direction}">
${writeOfflineArticle(article, site)}
</article>
`,
)}</main>
</body>
</html>
`.markup
}

/** What stands before everything else: what keeping the file may mean, how to erase it, and what the publishers say. */
export function writeOfflineNotice(site: Site, articles: readonly ArchivedArticle[]): Markup {
  const notices = new Map(
    articles.flatMap(({ notices: own, language, direction }) =>
      own.map(notice => [notice, { language, direction }] as const),
    ),
  )
  return html`<aside>${writeSafety(safety => html`<strong>${safety.offlineNotice}</strong>`, site)}${writeSafety(safety => safety.offlineErase, site)}</aside>
${[...notices].map(
  ([
    notice,
    { language, direction },
  ]) => html`<aside lang="${language}" dir="${direction}">${writeLines(notice)}</aside>
`,
)}`
}

/** One article in full, its notices before its text. */
export function writeOfflineArticle(article: ArchivedArticle, site: Site): Markup {
  const words = wordsFor(article.language)
  const { title, byline, publishedMs, language, direction, notices } = article
  const origin = originNote(article, words)
  const spoken = speak(words, language)
  return html`<h2>${title}</h2>
<p>${byline.length > 0 && html`${byline.join(', ')}<br>`}<small${spoken}>${words.source}: <bdi>${sourceName(article.sourceId, site)}</bdi> · ${writeDay(publishedMs, words)}</small></p>
${notices.map(notice => html`<aside>${writeLines(notice)}</aside>`)}
${origin !== null && html`<p><small${spoken}>${origin}</small></p>`}
${splitBlocks(article.html, direction)}
${listNotes(article, words).map(({ label, text }) => html`<p><small>${label !== null && html`<span${spoken}>${label}:</span> `}${text}</small></p>`)}`
}

function writeLines(notice: string): Markup {
  return html`${notice.split('\n').map(line => html`<p>${line}</p>`)}`
}
