import { chromeNames } from './chrome-names.ts'

/** A question about names: the alternatives that answer it, each between hyphens, underscores, spaces or the ends. */
export interface NameTest {
  readonly bit: number
  readonly alternatives: string
}

function nameTest(index: number, alternatives: string): NameTest {
  return { bit: 1 << index, alternatives }
}

/** What an element surrounds the article with: the bit of each is its place in `chromeNames`. */
export const chromeTests: readonly NameTest[] = chromeNames.map(([, words], index) => nameTest(index, words))

/** The bits of all of `chromeTests`. */
export const chromeMask = (1 << chromeTests.length) - 1

/** That an element is called the body of an article. */
export const bodyTest = nameTest(
  20,
  '(?:article|story|post|entry|news|blog-?post|single-?post|detail|main|text)s?[-_]{0,2}(?:body|content|text|copy|fulltext)|body[-_]?(?:text|copy|content)|(?:content|text)[-_]{0,2}(?:article|body|detail|text)|full[-_]?text|prose|wysiwyg|rich[-_]?text',
)

/** That it holds the caption of an image. */
export const captionTest = nameTest(
  21,
  'captions?|caption-?text|wp-caption(?:-text|-dd)?|image-?(?:caption|credit|source|copyright|meta|desc(?:ription)?|info|details)|img-?(?:caption|credit|desc)|photo-?(?:caption|credit|credits|info|desc|by|copyright)|picture-?(?:caption|credit)|media-?(?:caption|credit|meta|info|source)|figure-?(?:caption|credit)|bildunterschrift|bildtext|legend|legende|lead-?image|credits?-?(?:photo|image)|slideshow|gallery|image-?gallery|photo-?gallery|swiper|carousel',
)

/** That one of its classes may hide it from readers: if it is that whole class. */
export const hiddenTest = nameTest(
  22,
  'sr-only|screen-?reader(?:-text|-only)?|visually-?hidden|assistive-text|visuallyhidden|a11y-hidden|u-hidden|is-hidden|hidden|hide|d-none|print-only|visible-print',
)
export const hiddenPattern = new RegExp(`(?:^|\\s)(?:${hiddenTest.alternatives})(?:\\s|$)`, 'i')

/** That it is the name of a breakpoint (XS, SM, MD …), each shown at one width of the window and read by scripts. */
export const probeTest = nameTest(
  23,
  'responsive-indicator|breakpoint-(?:indicator|probe)|visible-(?:xs|sm|md|lg)-block',
)

/** How a thing looks or behaves, not what it is, begins the class: `has-sidebar`, `no-comments`. */
export const modifierTest = nameTest(24, 'has|no|not|with|without|hide|show|enable|include')

const goodNames = /article|body|content|entry|main|page|post|text|blog|story|news/i
const badNames =
  /hidden|banner|combx|comment|com-|contact|foot|gdpr|masthead|media|meta|outbrain|promo|related|scroll|share|shoutbox|sidebar|skyscraper|sponsor|shopping|tags|widget|teaser|list/i

/** What a name says for or against the body in an element. */
export function scoreOfNames(written: string): number {
  return (goodNames.test(written) ? 25 : 0) - (badNames.test(written) ? 25 : 0)
}
