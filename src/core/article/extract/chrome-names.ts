const before = '(?:^|[\\s_-])'
const after = '(?=$|[\\s_-])'
const named = (words: string): RegExp => new RegExp(`${before}(?:${words})${after}`, 'i')

/** What an element is for, as its class and id tell, in the order of the tests. */
export const chromeNames: readonly (readonly [string, RegExp])[] = [
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
      'ads?|adv|advert|adverts|advertisement|advertisements|advertising|ad-?(?:slot|unit|box|container|wrapper|wrap|placeholder|banner|label|break|block|zone|text|inner|leaderboard|mpu|place|space|area|tag|widget|holder)|ad-[a-z0-9]+|ads-.*|adsbygoogle|google-?ads?|gpt-?ad.*|dfp.*|sponsor|sponsors|sponsored|sponsored-?.*|skyscraper|leaderboard|banner|banners|commercial|native-?ad.*|partner-?content|werbung|anzeige|reklama|publicidad|publicite|affiliate.*|mpu',
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
      'modal|modal-?.*|.*-modal|popup|pop-?up|popup-?.*|overlay|overlay-?.*|lightbox|c-lightbox|tooltip|toast|snackbar|notification|drawer|off-?canvas|flyout|dropdown|dropdown-?.*|mega-?menu|intersti?tial|loading|spinner|skeleton|no-?js|noscript|browser-?(?:warning|upgrade)|audio-?player|video-?player|media-?player|transcript-?toggle',
    ),
  ],
]
