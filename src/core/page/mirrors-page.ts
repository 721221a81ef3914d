import { html } from './markup.ts'
import { writeSafety } from './safety.ts'
import { writePage } from './shell.ts'
import type { Site } from './site.ts'
import { isLight, takeFitting } from './weight.ts'
import { wordsFor } from './words.ts'

export interface MirrorsPage {
  readonly site: Site
  /** The address that was asked. */
  readonly here: string
  /** The other addresses that this reader may know, in the order to name them. */
  readonly others: readonly string[]
  /** The address that readers are to move to, if this one goes away. */
  readonly nextAddress: string | null
}

/**
 * Writes the page of addresses, as text and never as links: whoever opens two mirrors in one sitting shows an observer
 * of the one the other.
 */
export function writeMirrorsPage({ site, here, others, nextAddress }: MirrorsPage): string {
  const words = wordsFor(site.language)
  const write = (count: number) =>
    writePage({
      language: words.language,
      direction: words.direction,
      words,
      title: words.otherAddresses,
      root: './',
      feeds: 'all',
      main: html`<h1>${words.otherAddresses}</h1>
${nextAddress !== null && html`<aside>${writeSafety(safety => safety.moving(nextAddress), site)}</aside>`}
<p>${words.thisAddress}: <code dir="ltr">${here}</code></p>
${
  count > 0 &&
  html`${writeSafety(safety => safety.whereElse, site)}
<ul>
${others.slice(0, count).map(
  address => html`<li><code dir="ltr">${address}</code></li>
`,
)}</ul>`
}`,
    })
  return write(takeFitting(others.length, count => isLight(write(count))))
}
