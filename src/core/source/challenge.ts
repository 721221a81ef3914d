import type { AnswerHead } from './answer-head.ts'

/** How one firewall shows that it, and not the publisher, has answered. */
interface Firewall {
  readonly name: string
  /** Header fields that it sends with nothing but a challenge or a refusal. */
  readonly heads?: Readonly<Record<string, RegExp>>
  /** Markup that stands in its own pages only, never in those that it lets through. */
  readonly marks: readonly RegExp[]
  /** Markup and a header that mean it together, on an answer that is no success. */
  readonly refusal?: { readonly header: string; readonly value: RegExp; readonly mark: RegExp }
}

const any = /./

// Firewalls put scripts of theirs into pages that they let through as well (Cloudflare's /cdn-cgi/challenge-platform,
// Imperva's _Incapsula_Resource, DataDome's tags.js): those are no marks.
const firewalls: readonly Firewall[] = [
  {
    name: 'Cloudflare',
    // developers.cloudflare.com, "Detect a Challenge Page response".
    heads: { 'cf-mitigated': any },
    marks: [
      /<title>\s*Just a moment\.{3}\s*<\/title>/i,
      /<title>\s*Attention Required! \| Cloudflare\s*<\/title>/i,
      /\bwindow\._cf_chl_opt\b/,
      /\bid=["']?challenge-form\b/,
      /\bclass=["']?cf-browser-verification\b/,
    ],
    refusal: { header: 'server', value: /^cloudflare/i, mark: /\bid=["']?cf-error-details\b/ },
  },
  {
    name: 'Akamai',
    marks: [
      /\/_sec\/cp_challenge\//,
      /\bid=["']?sec-if-cpt-container\b/,
      /<meta[^>]{0,200}http-equiv=["']?refresh[^>]{0,300}[?&]bm-verify=/i,
    ],
    refusal: { header: 'server', value: /^Akamai/i, mark: /<title>\s*Access Denied\s*<\/title>/i },
  },
  {
    name: 'DDoS-Guard',
    marks: [
      /<title>\s*DDOS-GUARD\s*<\/title>/i,
      /\/\.well-known\/ddos-guard\/(?:js-challenge|check)/,
      /\bcheck\.ddos-guard\.net\/check\.js/,
    ],
    refusal: { header: 'server', value: /^ddos-guard/i, mark: /<html|<title/i },
  },
  {
    name: 'Qrator',
    marks: [/\/__qrator\/(?:qauth|validate)/],
    refusal: { header: 'server', value: /^qrator/i, mark: /<html|<title/i },
  },
  {
    name: 'Imperva',
    marks: [
      /\bRequest unsuccessful\. Incapsula incident ID\b/,
      /<iframe[^>]{0,200}id=["']?main-iframe["']?[^>]{0,200}_Incapsula_Resource/i,
      /<title>\s*Pardon Our Interruption\b/i,
    ],
    refusal: { header: 'x-iinfo', value: any, mark: /\b_Incapsula_Resource\b/ },
  },
  {
    name: 'Sucuri',
    heads: { 'x-sucuri-block': any },
    marks: [/\bsucuri_cloudproxy_js\b/, /<title>[^<]{0,80}Sucuri Website Firewall/i],
    refusal: { header: 'x-sucuri-id', value: any, mark: /\bSucuri\b/ },
  },
  {
    name: 'AWS WAF',
    heads: { 'x-amzn-waf-action': /challenge|captcha/i },
    marks: [/\bwindow\.gokuProps\b/, /\bCaptchaScript\.renderCaptcha\b/],
    refusal: { header: 'server', value: /^(?:CloudFront|awselb)/i, mark: /\bRequest blocked\.\s/ },
  },
  { name: 'DataDome', heads: { 'x-dd-b': any }, marks: [/\b(?:geo|ct|c)\.captcha-delivery\.com\b/] },
  { name: 'HUMAN', marks: [/\bid=["']?px-captcha\b/, /\bwindow\._pxBlockedUrl\b/] },
  { name: 'Kasada', heads: { 'x-kpsdk-ct': any }, marks: [/\bwindow\.KPSDK\s*=\s*\{\}/] },
  {
    name: 'Vercel',
    heads: { 'x-vercel-mitigated': any },
    marks: [/<title>\s*Vercel Security Checkpoint\s*<\/title>/i],
  },
  { name: 'ArvanCloud', marks: [/\b__arcsj[a-z]*\b/] },
  { name: 'Anubis', marks: [/\/\.within\.website\/x\/cmd\/anubis\//] },
  {
    name: 'F5',
    marks: [
      /\bThe requested URL was rejected\. Please consult with your administrator\b/,
      /\/TSPD\/[0-9a-f]{16}/,
    ],
  },
  { name: 'Yandex SmartCaptcha', marks: [/\baction=["']\/checkcaptcha\b/, /\bclass=["']?CheckboxCaptcha\b/] },
]

// A form of a page's own may hold one of these, beside the page's text: they count where there is hardly any.
const captcha = /\bclass=["'][^"']{0,200}\b(?:g-recaptcha|h-captcha|cf-turnstile|smart-captcha|frc-captcha)\b/
const setsCookie = /\bdocument\.cookie\s*=/
const goesOn = /\blocation(?:\.href)?\s*=|\blocation\.(?:reload|replace|assign)\s*\(/

/** What is read of an answer to tell a challenge. */
export const challengeBytes = 64 * 1024

// Challenge pages say a few sentences; an article about them says more.
const mostWords = 250
const fewWords = 60

/**
 * Recognizes a firewall's challenge or refusal, which stands in the place of what was asked for.
 * @param body of any status; its beginning is enough.
 * @returns the name of the firewall, or `a captcha`, `a script`; null for an answer of the publisher's own.
 */
export function challengeOf({ status, header }: AnswerHead, body: Uint8Array): string | null {
  const byHead = firewalls.find(({ heads = {} }) =>
    Object.entries(heads).some(([name, value]) => value.test(header(name) ?? '')),
  )
  if (byHead !== undefined) return byHead.name
  const isSuccess = status === 200
  // Their pages are small; and a feed or a text that quotes one is no page.
  if (isSuccess && body.byteLength > challengeBytes) return null
  const markup = new TextDecoder('windows-1252').decode(body.subarray(0, challengeBytes))
  if (!isPage(markup)) return null
  const words = countWords(markup)
  if (words > mostWords) return null
  const byMark = firewalls.find(
    ({ marks, refusal }) =>
      marks.some(mark => mark.test(markup)) ||
      (!isSuccess && refusal?.value.test(header(refusal.header) ?? '') && refusal.mark.test(markup)),
  )
  if (byMark !== undefined) return byMark.name
  if (words > fewWords) return null
  if (captcha.test(markup)) return 'a captcha'
  return setsCookie.test(markup) && goesOn.test(markup) ? 'a script' : null
}

function isPage(markup: string): boolean {
  return /^[\s\u00ef\u00bb\u00bf]{0,100}<(?:!doctype\s+html|html|head|meta|title|script|noscript|body|style|!--)/i.test(
    markup,
  )
}

/** Words that are shown, counted in one pass: what is between tags, outside of scripts, styles and comments. */
function countWords(markup: string): number {
  let count = 0
  for (let at = 0; at < markup.length; ) {
    const open = markup.indexOf('<', at)
    const text = markup.slice(at, open < 0 ? markup.length : open)
    count += text.match(/[^\s\x21-\x2f]{2,}/g)?.length ?? 0
    if (open < 0) break
    at = endOfTag(markup, open)
  }
  return count
}

function endOfTag(markup: string, open: number): number {
  const hidden = /^<(script|style|!--)/i.exec(markup.slice(open, open + 8))?.[1]?.toLowerCase()
  const close = hidden === undefined ? '>' : hidden === '!--' ? '-->' : `</${hidden}`
  const end = markup.indexOf(close, open + 1)
  return end < 0 ? markup.length : end + close.length
}
