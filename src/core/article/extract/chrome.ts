import type { Element } from 'domhandler'
import { elementsOf, isWithin, parentElement } from '../../html/tree.ts'
import type { Drop } from './drop.ts'
import { emptyMeasure, linkShare, type Measures, measure } from './measure.ts'

/** Never text of the article. */
const machinery = new Set(
  'script style noscript template iframe object embed applet canvas svg math audio video source track map area button input select textarea datalist output progress meter dialog link meta base title'.split(
    ' ',
  ),
)

/** Takes out what no reader sees as text: scripts, styles, embedded things, controls. */
export function dropMachinery(root: Element, drop: Drop): void {
  for (const element of elementsOf(root))
    if (machinery.has(element.name)) drop(element, 'machinery', element.name)
}

const hiddenClass =
  /(?:^|\s)(?:sr-only|screen-?reader(?:-text|-only)?|visually-?hidden|assistive-text|visuallyhidden|a11y-hidden|u-hidden|is-hidden|hidden|hide|d-none|print-only|visible-print)(?:\s|$)/i

/** Takes out what a reader does not see: hidden elements, text for screen readers only, probes of the layout. */
export function dropHidden(root: Element, drop: Drop): void {
  const measures = measure(root)
  const most = (measures.get(root)?.prose ?? 0) * 0.4
  for (const element of elementsOf(root)) {
    const reason = whyHidden(element)
    // Some pages hide the whole article until a script has run.
    if (reason !== null && (measures.get(element)?.prose ?? 0) <= most) drop(element, 'hidden', reason)
  }
  for (const element of elementsOf(root)) if (isLayoutProbe(element)) drop(element, 'hidden', 'layout probe')
}

function whyHidden({ attribs }: Element): string | null {
  if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribs['style'] ?? '')) return 'style'
  if (attribs['hidden'] !== undefined && attribs['hidden'] !== 'until-found') return 'hidden attribute'
  if (attribs['aria-hidden'] === 'true') return 'aria-hidden'
  return hiddenClass.test(attribs['class'] ?? '') ? 'hidden by class' : null
}

/** The names of the breakpoints (XS, SM, MD …), each shown at one width of the window and read by scripts. */
function isLayoutProbe({ attribs }: Element): boolean {
  return /responsive-indicator|breakpoint-(?:indicator|probe)|(?:^|\s)visible-(?:xs|sm|md|lg)-block(?:\s|$)/i.test(
    attribs['class'] ?? '',
  )
}

const chromeElements = new Set(['nav', 'menu', 'footer', 'form', 'aside', 'fieldset'])
const chromeRoles = new Set(
  'navigation banner contentinfo complementary search menu menubar dialog alertdialog alert toolbar tablist form'.split(
    ' ',
  ),
)

const before = '(?:^|[\\s_-])'
const after = '(?=$|[\\s_-])'
const named = (words: string): RegExp => new RegExp(`${before}(?:${words})${after}`, 'i')

/** What an element is for, as its class and id tell; the order of the reasons is the order of the tests. */
const chromeNames: readonly (readonly [string, RegExp])[] = [
  [
    'navigation',
    named(
      'nav|navbar|navigation|menu|main-?menu|sub-?menu|breadcrumbs?|bread-?crumbs?|pagination|pager|page-?links|site-?header|page-?header|global-?header|masthead|top-?bar|toolbar|site-?footer|page-?footer|global-?footer|footer|foot|side-?bar|skip-?links?|jump-?links?|toc|table-of-contents|language-?(?:switcher|selector)|search-?(?:form|box|bar)|(?:prev|next)-?(?:post|article|links?)|post-?(?:nav|navigation)|nav-?links',
    ),
  ],
  [
    'consent',
    named(
      'cookies?|cookie-?(?:banner|consent|notice|bar|policy|law)|consent|gdpr|ccpa|onetrust.*|cmp|didomi.*|qc-cmp.*|privacy-?(?:banner|notice)|cc-window|truste|sp_message.*|usercentrics.*|fc-consent.*|evidon.*',
    ),
  ],
  [
    'sign-up',
    named(
      'newsletters?|news-?letter-?.*|subscribe|subscription|subscriptions|subscriber|sign-?up|sign-?in|log-?in|register|registration|pay-?wall|regwall|reg-?wall|meter(?:ed)?|donate|donation|donations|support-?us|membership|app-?(?:download|promo|banner)|mc_embed_signup|mailing-?list|opt-?in|piano.*|tp-(?:modal|container)',
    ),
  ],
  [
    'sharing',
    named(
      'share|shares|sharing|sharer|share-?(?:bar|box|buttons?|links?|tools|this|list)|social|socials|social-?(?:bar|share|sharing|links?|media|icons?|buttons?|list)|sharedaddy|jp-?relatedposts|addthis.*|addtoany.*|a2a_kit|shariff|ssba|follow-?us|follow-?(?:links|buttons)|likes?|reactions?|print-?(?:link|button|dialogue)|article-?tools|story-?tools|tools|toolbox|utility-?bar|action-?bar|article-?actions|bookmark',
    ),
  ],
  [
    'comments',
    named(
      'comments?|comment-?(?:list|form|area|section|respond|thread|wrap|count|box)s?|comments-?.*|respond|disqus.*|livefyre|replies|discussion|fb-comments|viafoura|coral-?.*|hyvor.*|openweb.*|trackbacks?|pingbacks?|guestbook',
    ),
  ],
  [
    'promo',
    named(
      'related|related-?.*|(?:.*-)?related|recommended|recommend|recommendations?|recommended-?.*|also-?read|read-?also|see-?also|read-?more|read-?next|more-?(?:on|from|stories|news|articles|like-this|to-explore)|further-?reading|most-?(?:read|popular|viewed|shared|commented|recent)|popular|popular-?.*|trending|trending-?.*|latest-?(?:news|posts|articles|stories)|recent-?(?:posts|news|articles|stories)|top-?stories|editors?-?picks?|promo|promos|promo-?.*|promotion|promoted|teasers?|teaser-?.*|taboola.*|outbrain.*|zergnet|revcontent|mgid|plista|rec-?(?:list|engine|items)|ob-?widget|carousel|slider|widget|widgets|widget-?area|onward.*|up-?next|next-?up|next-?article|inline-?(?:related|promo)|rich-?link|element-rich-link|see-more|related_?links?|story-?links|interlink|more-stories|you-may-like|yarpp.*|crp_related|similar|similar-?.*|also-?(?:on|like|in)|topics?-?(?:list|links)|highlights-?box|mashup-?box|marketing.*|cta|call-?to-?action|sponsorship|injection',
    ),
  ],
  [
    'advertisement',
    named(
      'ads?|adv|advert|adverts|advertisement|advertisements|advertising|ad-?(?:slot|unit|box|container|wrapper|wrap|placeholder|banner|label|break|block|zone|text|inner|leaderboard|mpu|place|space|area|tag|widget|holder|.*)|ads-.*|adsbygoogle|google-?ads?|gpt-?ad.*|dfp.*|sponsor|sponsors|sponsored|sponsored-?.*|skyscraper|leaderboard|banner|banners|commercial|native-?ad.*|partner-?content|werbung|anzeige|reklama|publicidad|publicite|affiliate.*|mpu',
    ),
  ],
  [
    'author',
    named(
      'author-?(?:bio|box|info|card|about|description|profile|details|block|section|panel|meta|footer|data|container|wrap(?:per)?|desc|bottom)s?|about-?(?:the-?)?authors?|bio|biography|byline-?bio|contributor-?.*|c-author|writer-?(?:bio|info)|post-?author.*|authors?-?list|article-?authors?|abh_box|saboxplugin.*|article-?author.*',
    ),
  ],
  [
    'details',
    named(
      'by-?line|bylines|byline-?.*|post-?meta|entry-?meta|article-?meta|story-?meta|meta-?(?:data|info|line)|article-?info|post-?info|entry-?(?:footer|utility|categories|tags)|post-?(?:footer|tags|categories|date)|date-?line-?(?:wrap)|time-?stamp|timestamp|published|publish-?(?:date|time)|pub-?date|posted-?(?:on|in|by)|article-?(?:date|tags|topics|footer|keywords|labels)|publication-?date|tags?|tag-?(?:list|links|cloud|s)|tagged|taxonomy|cat-?links|categories|category-?(?:list|label)|kicker|eyebrow|rubric|hashtags|keywords|reading-?time|read-?time|views?-?count|post-?views|ratings?|post-?ratings?.*|votes?|poll|quiz|survey|copyrights?|disclaimer-?(?:footer)|print-?(?:footer|header)|source-?link|article-?id|article-?copyright',
    ),
  ],
  [
    'overlay',
    named(
      'modal|modal-?.*|.*-modal|popup|pop-?up|popup-?.*|overlay|overlay-?.*|lightbox|c-lightbox|tooltip|toast|snackbar|notification|drawer|off-?canvas|flyout|dropdown|dropdown-?.*|mega-?menu|intersti?tial|loading|spinner|skeleton|no-?js|noscript|browser-?(?:warning|upgrade)|audio-?player|video-?player|player|media-?player|transcript-?toggle',
    ),
  ],
]

/** Takes out what surrounds an article: navigation, sharing, comments, promotions, sign-ups, author boxes. */
export function dropChrome(root: Element, drop: Drop): void {
  const measures = measure(root)
  const most = (measures.get(root)?.prose ?? 0) * 0.4
  const removed = new Set<Element>()
  for (const element of elementsOf(root)) {
    const parent = parentElement(element)
    if (parent !== null && removed.has(parent)) {
      removed.add(element)
      continue
    }
    const reason = whyChrome(element)
    const own = measures.get(element) ?? emptyMeasure
    if (reason === null || own.prose > most || holdsHeadline(element, root)) continue
    // A form or an aside around real prose is a careless wrapper, unless it is one of links.
    if (isCareless(element, own.prose, linkShare(own), measures, root)) continue
    removed.add(element)
    drop(element, 'chrome', reason)
  }
}

function whyChrome({ name, attribs }: Element): string | null {
  if (chromeElements.has(name)) return name
  if (chromeRoles.has((attribs['role'] ?? '').toLowerCase())) return `role ${attribs['role']}`
  if (name === 'body' || name === 'article' || name === 'main' || name === 'html') return null
  const names = `${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`.replace(/([a-z])([A-Z])/g, '$1-$2')
  if (names.trim() === '') return null
  for (const [reason, pattern] of chromeNames) if (pattern.test(names)) return reason
  return null
}

function holdsHeadline(element: Element, root: Element): boolean {
  return (
    isWithin(element, root) &&
    elementsOf(element).filter(({ name }) => name === 'h1').length > 0 &&
    elementsOf(root).filter(({ name }) => name === 'h1').length === 1 &&
    elementsOf(element).length > 200
  )
}

function isCareless(
  element: Element,
  prose: number,
  links: number,
  measures: Measures,
  root: Element,
): boolean {
  const all = measures.get(root)?.prose ?? 0
  return element.name === 'form' && prose > all * 0.2 && links < 0.3
}
