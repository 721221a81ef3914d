/** Which addresses are taken, by patterns: those that fit one of `include`, or any where it is empty, and none of `exclude`. */
export interface AddressRule {
  readonly include: readonly string[]
  readonly exclude: readonly string[]
}

/**
 * Whether a rule takes an address. In a pattern `*` stands for anything, slashes too; one that begins with a slash is
 * held against path and query, any other against the whole address, from its beginning to its end.
 */
export function takesAddress({ include, exclude }: AddressRule, address: string): boolean {
  const { whole, path } = spell(address)
  const fits = (pattern: string) => matches(partsOf(pattern), pattern.startsWith('/') ? path : whole)
  return (include.length === 0 || include.some(fits)) && !exclude.some(fits)
}

function spell(address: string): { readonly whole: string; readonly path: string } {
  if (!URL.canParse(address)) return { whole: address, path: address }
  const { href, pathname, search } = new URL(address)
  return { whole: href, path: pathname + search }
}

/** What stands between the stars, spelt as addresses are: letters of other scripts in percent signs. */
function partsOf(pattern: string): readonly string[] {
  return pattern.split('*').map(part => encodeURI(part).replaceAll('%25', '%'))
}

/** Each part is looked for once, from where the one before it ended: no pattern makes it slow. */
function matches([first = '', ...rest]: readonly string[], text: string): boolean {
  const last = rest.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}
