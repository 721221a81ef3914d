/**
 * The names under which rules for an address may be kept, nearest first: its host, the same without `www.`, and each
 * domain above it with a leading dot.
 */
export function siteHosts(url: string): readonly string[] {
  if (!URL.canParse(url)) return []
  const host = new URL(url).hostname.replace(/^www\./, '')
  const labels = host.split('.')
  const above = labels.slice(0, -1).map((_, index) => `.${labels.slice(index).join('.')}`)
  return [host, ...above]
}
