/** What the parsing rules (HTML §13.2) say of an element by its name. */
export interface Tag {
  readonly name: string
  /** What its start tag does in a body. */
  readonly role: Role
  readonly isSpecial: boolean
  /** Its end tag may be left out. */
  readonly isImplied: boolean
  /** Nothing beyond it is in scope. */
  readonly endsScope: boolean
}

export type Role =
  | 'other'
  | 'block'
  | 'heading'
  | 'item'
  | 'formatting'
  | 'link'
  | 'void'
  | 'rule'
  | 'bare'
  | 'head'
  | 'raw'
  | 'escapable'
  | 'pre'
  | 'paragraphRaw'
  | 'button'
  | 'form'
  | 'scoped'
  | 'table'
  | 'tablePart'
  | 'select'
  | 'option'
  | 'ruby'
  | 'foreign'
  | 'html'
  | 'body'
  | 'template'
  | 'refused'

const words = (text: string): readonly string[] => text.split(' ')

const roles: Readonly<Partial<Record<Role, string>>> = {
  block:
    'p dl ol ul div dir nav main menu aside center figure footer header hgroup dialog details address article search section summary fieldset blockquote figcaption',
  heading: 'h1 h2 h3 h4 h5 h6',
  item: 'li dd dt',
  formatting: 'i s b u em tt big code font small strike strong',
  link: 'a',
  void: 'br img wbr area embed keygen input',
  rule: 'hr',
  bare: 'param track source',
  head: 'base link meta bgsound basefont title style script noframes',
  raw: 'iframe noembed',
  escapable: 'textarea',
  pre: 'pre listing',
  paragraphRaw: 'xmp',
  button: 'button',
  form: 'form',
  scoped: 'applet object marquee',
  table: 'table',
  tablePart: 'caption col colgroup tbody td tfoot th thead tr head frame',
  select: 'select',
  option: 'option optgroup',
  ruby: 'rb rtc rt rp',
  foreign: 'svg math',
  html: 'html',
  body: 'body',
  // Rare, and each with rules that reach far.
  template: 'template',
  refused: 'frameset image nobr plaintext',
}

const special = new Set(
  words(
    'address applet area article aside base basefont bgsound blockquote body br button caption center col colgroup dd details dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input li link listing main marquee menu meta nav noembed noframes noscript object ol p param plaintext pre script section select source style summary table tbody td template textarea tfoot th thead title tr track ul wbr xmp',
  ),
)
const implied = new Set(words('dd dt li optgroup option p rb rp rt rtc'))
const scopeEnds = new Set(words('applet caption html marquee object table td template th'))

const known = new Map<string, Tag>()
for (const [role, names] of Object.entries(roles) as [Role, string][])
  for (const name of words(names)) known.set(name, describe(name, role))
// Not all there are, but those of which pages are full.
for (const name of words('noscript span label time picture path g use sup sub cite q abbr'))
  known.set(name, describe(name, 'other'))

function describe(name: string, role: Role): Tag {
  return {
    name,
    role,
    isSpecial: special.has(name),
    isImplied: implied.has(name),
    endsScope: scopeEnds.has(name),
  }
}

/** The tag of a name in lower case. */
export function tagOf(name: string): Tag {
  return known.get(name) ?? describe(name, 'other')
}

/** Start tags that break out of SVG and MathML (§13.2.6.5), and `font`, which sometimes does. */
export const breaksOut: ReadonlySet<string> = new Set(
  words(
    'b big blockquote body br center code dd div dl dt em embed font h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var',
  ),
)

/** Elements of SVG and MathML whose content is HTML again. */
export const holdsHtml: ReadonlySet<string> = new Set(
  words('title desc foreignobject mi mo mn ms mtext annotation-xml'),
)
