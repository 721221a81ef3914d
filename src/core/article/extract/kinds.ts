const names = {
  block:
    'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul caption colgroup col iframe video audio',
  /** Holds running text and no body. */
  paragraph: 'p li pre blockquote td th dd dt h1 h2 h3 h4 h5 h6 figcaption',
  heading: 'h1 h2 h3 h4 h5 h6',
  /** Reads like prose where it is long enough. */
  prose: 'p pre blockquote td dd li',
  notice: 'p li td blockquote h2 h3 h4 h5 h6 pre dd',
  imprint: 'p td li',
  /** Surrounds an article by what it is. */
  chrome: 'nav menu footer form aside fieldset',
  /** Named for how it looks, or for the row that it is, and never for what it is in. */
  neverChrome: 'html body article main h1 h2 h3 h4 h5 h6 tr tbody thead tfoot th em strong b i',
  teaser: 'li div article section tr td dd a',
  teaserTitle: 'p h1 h2 h3 h4 h5 h6 div dt header',
  /** What of a figure is text. */
  figureText: 'table pre blockquote',
  link: 'a',
  time: 'time',
  /** Its loose text is put into paragraphs. */
  container:
    'address article aside blockquote body center dd details div fieldset footer form header li main nav section td th p',
  /** Within a line, and yet put around a whole text by old pages. */
  frame: 'font span big small noindex',
  list: 'ul ol dl',
  /** Stands on a line of its own at the edge of a body. */
  line: 'p h1 h2 h3 h4 h5 h6 li td blockquote',
} as const

type Kind = keyof typeof names

const all = Object.keys(names) as Kind[]

/** What an element is by its name: one bit each. */
export const kinds = Object.fromEntries(all.map((kind, bit) => [kind, 1 << bit])) as Readonly<
  Record<Kind, number>
>

const known = new Map<string, number>()
for (const kind of all)
  for (const name of names[kind].split(' ')) known.set(name, (known.get(name) ?? 0) | kinds[kind])

/** The bits of `kinds` that hold for an element of this name. */
export function kindsOf(name: string): number {
  return known.get(name) ?? 0
}
