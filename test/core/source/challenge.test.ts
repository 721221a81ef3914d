import { describe, expect, test } from 'vitest'
import { challengeOf } from '../../../src/core/source/challenge.ts'

interface Answer {
  readonly name: string
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
  readonly want: string | null
}

function firewallOf({ status = 200, headers = {}, body }: Omit<Answer, 'name' | 'want'>): string | null {
  const head = {
    url: 'https://upstream.example/',
    redirects: [],
    status,
    header: (name: string) => headers[name] ?? null,
  }
  return challengeOf(head, new TextEncoder().encode(body))
}

const page = (title: string, body: string, head = '') =>
  `<!DOCTYPE html><html><head><title>${title}</title>${head}</head><body>${body}</body></html>`
const article = `<p>${'The council heard the residents of the three valleys before it voted. '.repeat(40)}</p>`

const challenges: readonly Answer[] = [
  {
    name: 'a Cloudflare challenge, by its header alone',
    status: 403,
    headers: { 'cf-mitigated': 'challenge' },
    body: '',
    want: 'Cloudflare',
  },
  {
    name: 'a Cloudflare challenge, by its title',
    status: 503,
    body: page('Just a moment...', '<noscript>Enable JavaScript and cookies to continue</noscript>'),
    want: 'Cloudflare',
  },
  {
    name: 'a Cloudflare challenge in another language, by its script',
    status: 403,
    body: page('Adıgözəl', '<script>(function(){window._cf_chl_opt = {cvId: "3"};}())</script>'),
    want: 'Cloudflare',
  },
  {
    name: 'a Cloudflare block page',
    status: 403,
    headers: { server: 'cloudflare' },
    body: page(
      'Attention Required! | Cloudflare',
      '<div id="cf-error-details">Sorry, you have been blocked</div>',
    ),
    want: 'Cloudflare',
  },
  {
    name: 'a Cloudflare refusal with a title of its own',
    status: 403,
    headers: { server: 'cloudflare' },
    body: page('Access denied | upstream.example', '<div id="cf-error-details">Error 1020</div>'),
    want: 'Cloudflare',
  },
  {
    name: 'an Akamai refusal',
    status: 403,
    headers: { server: 'AkamaiGHost' },
    body: '<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY>\n<H1>Access Denied</H1>Reference&#32;&#35;18&#46;1</BODY></HTML>',
    want: 'Akamai',
  },
  {
    name: 'an Akamai refresh page with status 200',
    body: page('&nbsp;', '', '<meta http-equiv="refresh" content="5; URL=\'/?bm-verify=AAQAAAAL\'" />'),
    want: 'Akamai',
  },
  {
    name: 'an Akamai proof of work',
    status: 428,
    body: page('Challenge Validation', '<div id="sec-if-cpt-container"></div>'),
    want: 'Akamai',
  },
  {
    name: 'a DDoS-Guard check',
    status: 403,
    headers: { server: 'ddos-guard' },
    body: page('DDOS-GUARD', '<script src="/.well-known/ddos-guard/js-challenge/index.js"></script>'),
    want: 'DDoS-Guard',
  },
  {
    name: 'a DDoS-Guard refusal without a script',
    status: 403,
    headers: { server: 'ddos-guard' },
    body: page('403', 'Forbidden'),
    want: 'DDoS-Guard',
  },
  {
    name: 'a Qrator check',
    status: 401,
    body: '<html><head><script src="/__qrator/qauth_utm_v2.js"></script></head><body></body></html>',
    want: 'Qrator',
  },
  {
    name: 'a Qrator refusal',
    status: 403,
    headers: { server: 'QRATOR' },
    body: page('403 Forbidden', 'Forbidden'),
    want: 'Qrator',
  },
  {
    name: 'an Imperva frame with status 200',
    body: '<html><head><META NAME="robots" CONTENT="noindex,nofollow"></head><body><iframe id="main-iframe" src="/_Incapsula_Resource?CWUDNSAI=9">Request unsuccessful. Incapsula incident ID: 1</iframe></body></html>',
    want: 'Imperva',
  },
  {
    name: 'an Imperva interruption',
    body: page(
      'Pardon Our Interruption',
      '<p>As you were browsing something made us think you were a bot.</p>',
    ),
    want: 'Imperva',
  },
  {
    name: 'a Sucuri refusal, by its header',
    status: 403,
    headers: { 'x-sucuri-id': '11', 'x-sucuri-block': 'BL' },
    body: page('x', 'x'),
    want: 'Sucuri',
  },
  {
    name: 'a Sucuri script with status 200',
    body: page('You are being redirected...', "<script>var s={},sucuri_cloudproxy_js='';</script>"),
    want: 'Sucuri',
  },
  {
    name: 'an AWS challenge, which has status 202',
    status: 202,
    headers: { 'x-amzn-waf-action': 'challenge' },
    body: '',
    want: 'AWS WAF',
  },
  {
    name: 'an AWS captcha',
    status: 405,
    body: page('Human Verification', '<script>window.gokuProps = {"key":"A"};</script>'),
    want: 'AWS WAF',
  },
  {
    name: 'DataDome',
    status: 403,
    body: page('upstream.example', "<script>var dd={'host':'geo.captcha-delivery.com'}</script>"),
    want: 'DataDome',
  },
  { name: 'HUMAN', status: 403, body: page('Access denied', '<div id="px-captcha"></div>'), want: 'HUMAN' },
  {
    name: 'Vercel',
    status: 429,
    headers: { 'x-vercel-mitigated': 'challenge' },
    body: page('Vercel Security Checkpoint', ''),
    want: 'Vercel',
  },
  {
    name: 'ArvanCloud, which sets a cookie by script',
    body: page('در حال انتقال', '<script>eval("document.cookie=__arcsjs")</script>'),
    want: 'ArvanCloud',
  },
  {
    name: 'Anubis',
    body: page(
      'Making sure you&#39;re not a bot!',
      '<script src="/.within.website/x/cmd/anubis/static/main.mjs"></script>',
    ),
    want: 'Anubis',
  },
  {
    name: 'F5',
    body: page(
      'Request Rejected',
      'The requested URL was rejected. Please consult with your administrator.<br>Your support ID is: 1',
    ),
    want: 'F5',
  },
  {
    name: 'a captcha of nobody in particular',
    body: page(
      'Проверка',
      '<p>Подтвердите, что вы не робот</p><div class="g-recaptcha" data-sitekey="k"></div>',
    ),
    want: 'a captcha',
  },
  {
    name: 'a script that sets a cookie and goes on',
    body: '<html><body><script>document.cookie="pass=1;path=/";location.reload()</script></body></html>',
    want: 'a script',
  },
]

const others: readonly Answer[] = [
  { name: 'an article', body: page('News', article), want: null },
  {
    name: 'an article under a script that Cloudflare puts into pages it lets through',
    headers: { server: 'cloudflare' },
    body: page('News', `${article}<script>a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'</script>`),
    want: null,
  },
  {
    name: 'an article under a script of Imperva',
    headers: { 'x-iinfo': '1' },
    body: page('News', `${article}<script src="/_Incapsula_Resource?SWJIYLWA=5"></script>`),
    want: null,
  },
  {
    name: 'an article that quotes a challenge',
    body: page(
      'News',
      `${article}<pre>window._cf_chl_opt, Request unsuccessful. Incapsula incident ID</pre>`,
    ),
    want: null,
  },
  {
    name: 'an article with a form that has a captcha',
    body: page('News', `${article}<form><div class="g-recaptcha"></div></form>`),
    want: null,
  },
  {
    name: 'an article whose page sets a cookie and has a link by script',
    body: page('News', `${article}<script>document.cookie='a=1';b.onclick=()=>{location.href='/'}</script>`),
    want: null,
  },
  {
    name: 'a feed that quotes a challenge',
    body: '<?xml version="1.0"?><rss><channel><item><title>x</title><description><![CDATA[<title>Just a moment...</title>]]></description></item></channel></rss>',
    want: null,
  },
  { name: 'JSON that quotes a challenge', body: '{"title":"<title>Just a moment...</title>"}', want: null },
  { name: "a publisher's own 403", status: 403, body: page('403 Forbidden', 'nginx'), want: null },
  {
    name: "a publisher's own 404 behind Cloudflare",
    status: 404,
    headers: { server: 'cloudflare' },
    body: page('Not found', 'There is no such page.'),
    want: null,
  },
  {
    name: "a publisher's own 503 behind CloudFront",
    status: 503,
    headers: { server: 'CloudFront' },
    body: page('503', 'Come back later'),
    want: null,
  },
  { name: 'a long page', body: page('Just a moment...', 'x'.repeat(70_000)), want: null },
  { name: 'nothing', status: 500, body: '', want: null },
]

describe('a challenge', () => {
  test.each(challenges)('$name is told: $want', ({ want, ...answer }) =>
    expect(firewallOf(answer)).toBe(want),
  )

  test.each(others)('$name is none', ({ want, ...answer }) => expect(firewallOf(answer)).toBe(want))

  test.each([
    { name: 'open tags', body: '<script'.repeat(9_000) },
    { name: 'open comments', body: '<!--'.repeat(16_000) },
    { name: 'open frames', body: `<html>${'<iframe id="main-iframe" '.repeat(2_500)}` },
    { name: 'open classes', body: `<html>${'<p class="g-recaptch '.repeat(3_000)}` },
    { name: 'open refreshes', body: `<html>${'<meta http-equiv=refresh '.repeat(2_500)}` },
  ])('a page of nothing but $name is looked at in a moment', ({ body }) => {
    const before = process.cpuUsage()

    expect(firewallOf({ status: 403, body })).toBeNull()

    const { user } = process.cpuUsage(before)
    expect(user / 1000).toBeLessThan(1_000)
  })
})
