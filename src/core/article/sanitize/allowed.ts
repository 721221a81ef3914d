/** The elements that a reader may be sent, with the attributes of each; `lang` and `dir` may stand on any. */
export const allowedElements: ReadonlyMap<string, readonly string[]> = new Map([
  ...'p h1 h2 h3 h4 h5 h6 ul blockquote em strong b i code pre br hr table thead tbody tfoot tr caption colgroup col figure figcaption sub sup span div dl dt dd q cite small mark s del ins bdi ruby rt rp'
    .split(' ')
    .map((name): [string, readonly string[]] => [name, []]),
  ['a', ['href', 'rel']],
  ['time', ['datetime']],
  ['th', ['colspan', 'rowspan', 'scope']],
  ['td', ['colspan', 'rowspan']],
  ['ol', ['start', 'reversed']],
  ['li', ['value']],
  ['abbr', ['title']],
  ['bdo', ['dir']],
])

/** Elements whose content is no text of the article, or is parsed by other rules than the text around it. */
export const droppedElements: ReadonlySet<string> = new Set(
  'script style noscript template iframe frame frameset noframes noembed object embed applet param svg math canvas audio video source track img picture map area form input button select datalist option optgroup textarea output progress meter dialog head title base link meta xmp plaintext listing portal fencedframe'.split(
    ' ',
  ),
)

/** Old or equivalent names, and what they become. */
export const renamedElements: ReadonlyMap<string, string> = new Map([
  ['strike', 's'],
  ['kbd', 'code'],
  ['samp', 'code'],
  ['tt', 'code'],
  ['dfn', 'i'],
  ['var', 'i'],
  ['article', 'div'],
  ['section', 'div'],
  ['main', 'div'],
  ['header', 'div'],
  ['footer', 'div'],
  ['aside', 'div'],
  ['nav', 'div'],
  ['address', 'div'],
  ['center', 'div'],
  ['details', 'div'],
  ['summary', 'p'],
  ['hgroup', 'div'],
  ['search', 'div'],
  ['menu', 'ul'],
  ['dir', 'ul'],
])

export const voidElements: ReadonlySet<string> = new Set(['br', 'hr', 'col'])

/** Elements that stand on their own lines; all others run with the text. */
export const blockElements: ReadonlySet<string> = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre hr table thead tbody tfoot tr th td caption colgroup col figure figcaption div dl dt dd'.split(
    ' ',
  ),
)

/** Elements that have their place without any text in them. */
export const meaningfulWhenEmpty: ReadonlySet<string> = new Set(['hr', 'col', 'colgroup', 'td', 'th'])

/** Those for whose sake what is around them is no wrapper of nothing. */
export const tellingWhenEmpty: ReadonlySet<string> = new Set(['hr', 'col', 'td', 'th'])
