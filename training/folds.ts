export const folds = 5

/** Which part of the corpora a page belongs to, all pages of a site to the same: FNV-1a, mixed once more. */
export function foldOf({ site }: { readonly site: string }): number {
  let hash = 2_166_136_261
  for (let i = 0; i < site.length; i++) hash = Math.imul(hash ^ site.charCodeAt(i), 16_777_619)
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return ((hash ^ (hash >>> 13)) >>> 0) % folds
}

/** The registrable domain of a page, near enough. */
export function siteOf(url: string, id: string): string {
  if (!URL.canParse(url)) return id
  const parts = new URL(url).hostname.split('.')
  return parts.slice(/^(?:co|com|org|net|gov|edu|ac)$/.test(parts.at(-2) ?? '') ? -3 : -2).join('.')
}
