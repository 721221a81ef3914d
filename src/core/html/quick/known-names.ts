import { codeAt } from '../code-at.ts'

const names =
  'a abbr address article aside b blockquote body br button caption cite code col colgroup dd del details dfn div dl dt em fieldset figcaption figure font footer form g h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins label li link main meta nav noscript ol optgroup option p param path picture pre q s samp script section select small source span strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr u ul use var video ' +
  'action align alt aria-controls aria-expanded aria-hidden aria-label aria-labelledby async bgcolor border cellpadding cellspacing charset checked class clip-path color colspan content crossorigin d data-id data-src data-srcset datetime defer dir disabled fill fill-rule for frameborder height hidden href hreflang http-equiv id integrity itemid itemprop itemscope itemtype lang loading media method name onclick placeholder property rel role rowspan sizes src srcset stroke stroke-width style tabindex target type typeof valign value version viewbox width xlink:href xmlns'

/** By length, first and last character, of which few names share all three. */
const table: (string[] | undefined)[] = []
for (const name of names.split(' ')) {
  const key = keyOf(name.length, codeAt(name, 0), codeAt(name, name.length - 1))
  const own = table[key]
  if (own === undefined) table[key] = [name]
  else if (!own.includes(name)) own.push(name)
}

const maxLength = 16

function keyOf(length: number, first: number, last: number): number {
  return (length << 10) | ((first & 31) << 5) | (last & 31)
}

/**
 * A name that stands in a text, if it is one that pages use over and over: found without making a new string, and property
 * names are found sooner by a string that is known.
 */
export function nameIn(text: string, start: number, end: number): string | null {
  const length = end - start
  if (length <= maxLength) {
    const own = table[keyOf(length, codeAt(text, start), codeAt(text, end - 1))]
    if (own !== undefined) for (const name of own) if (text.startsWith(name, start)) return name
  }
  return null
}
