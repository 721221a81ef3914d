/** The elements that passages are, in an order that the trees know. */
const order = [
  'p',
  'div',
  'section',
  'article',
  'blockquote',
  'pre',
  'li',
  'td',
  'th',
  'dd',
  'dt',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'figcaption',
  'caption',
  'address',
  'footer',
  'table',
]
const places = new Map(order.map((name, index) => [name, index]))

/** An element's place in the order; -1 for any other. */
export function tagOf(name: string): number {
  return places.get(name) ?? -1
}
