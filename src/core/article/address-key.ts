// Added to addresses by those who count where readers come from; they never choose another article.
const trackingParameter =
  /^(?:utm_.*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|li_fat_id|mc_cid|mc_eid|mkt_tok|vero_id|_hsenc|_hsmi|_ga|_gl|oly_enc_id|oly_anon_id|ref_src|ref_url|cmpid|s_cid|wt_mc|xtor|at_(?:medium|campaign|link_.*|format|ptr_name|bbc_team)|__twitter_impression|ns_.*|maca|ftag|guccounter)$/i

/**
 * An address as a key that its twins share: http and https, with and without `www.`, the mobile and AMP hosts,
 * with and without a fragment or tracking parameters. The rest is kept, in its order.
 * @returns null for what is no absolute http(s) address.
 */
export function addressKey(address: string): string | null {
  const url = /^https?:/i.test(address) ? URL.parse(address) : null
  if (url === null) return null
  const port = url.port === '' ? '' : `:${url.port}`
  const kept = url.search
    .slice(1)
    .split('&')
    .filter(pair => pair !== '' && !trackingParameter.test(pair.split('=')[0] ?? ''))
  const query = kept.length === 0 ? '' : `?${kept.join('&')}`
  return `https://${mainHost(url.hostname)}${port}${url.pathname}${query}`
}

/** Folds `www.` and the mobile twins away, where a name with a dot remains: `m.co` is somebody's own. */
function mainHost(host: string): string {
  const bare = host.replace(/\.$/, '').replace(/^www\./, '')
  return bare.replace(/^(?:amp|m|mobile)\.(?=[^.]+\.[^.]+)/, '')
}
