import { html } from './markup.ts'
import { writePage } from './shell.ts'
import type { Site } from './site.ts'
import { wordsFor } from './words.ts'

export interface AggregatorsPage {
  readonly site: Site
  /** The address that was asked, without a trailing slash. */
  readonly base: string
  /** The address that stays when mirrors come and go; null where the operator has none. */
  readonly stableBase: string | null
  readonly hub: string | null
}

/** Writes the page for whoever reads the feeds by program; in English, as their documentation is. */
export function writeAggregatorsPage({ site, base, stableBase, hub }: AggregatorsPage): string {
  const words = wordsFor('en')
  const address = stableBase ?? base
  const code = (text: string) => html`<code dir="ltr">${text}</code>`
  const stays =
    stableBase === null
      ? html`The host names of the mirrors change; the ids of the articles never do.`
      : html`The host below stays when the mirrors for readers change. Please use no other one.`
  return writePage({
    language: 'en',
    direction: 'ltr',
    words,
    title: 'For aggregators',
    root: './',
    feeds: 'all',
    main: html`<h1>For aggregators</h1>
<p>${site.title}: everything as feeds with the whole text. ${stays}</p>
<dl>
<dt>RSS, Atom, JSON Feed</dt><dd>${code(`${address}/feeds/all.rss`)}<br>${code(`${address}/feeds/all.atom`)}<br>${code(`${address}/feeds/all.json`)}</dd>
<dt>By source, language and topic</dt><dd>${code(`${address}/feeds.opml`)}</dd>
<dt>Back to the first article</dt><dd>By the links <i>prev-archive</i> (RFC 5005) or <i>next_url</i>: documents of 50 articles, which do not change once they are full.</dd>
<dt>Expected rate</dt><dd>Once an hour for each feed, with If-None-Match or If-Modified-Since; more often than every ten minutes brings nothing. All feeds may be asked for at once.</dd>
${
  hub !== null &&
  html`<dt>Push (WebSub)</dt><dd>Hub: ${code(hub)}</dd>
`
}<dt>Ids and dates</dt><dd>An id is the same on every host and never changes; the date of publication is never rewritten. A withdrawn article keeps its id and says so: please take its text down.</dd>
<dt>Rights</dt><dd>${site.rights !== null && html`${site.rights} `}Every entry names its source and its rights.</dd>
${
  site.contact !== null &&
  html`<dt>Contact</dt><dd>${code(site.contact)}</dd>
`
}</dl>`,
  })
}
