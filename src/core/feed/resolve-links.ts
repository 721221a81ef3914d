const tagPattern = /<[a-z][^<>]*>/gi
const linkPattern = /(\s(?:href|src|cite|poster|longdesc)\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/gi

/** Markup whose relative links are made absolute, for it will stand where its base (XML Base) is not known. */
export function resolveLinks(html: string, base: string): string {
  return html.replace(tagPattern, tag =>
    tag.replace(linkPattern, (written, start: string, ...found) => {
      const reference = (found.slice(0, 3) as (string | undefined)[]).find(each => each !== undefined) ?? ''
      const plain = reference.replaceAll('&amp;', '&').trim()
      if (plain.startsWith('#') || !URL.canParse(plain, base)) return written
      return `${start}"${new URL(plain, base).href.replaceAll('&', '&amp;').replaceAll('"', '%22')}"`
    }),
  )
}
