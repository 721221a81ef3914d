import { type ChildNode, type Element, isTag, isText } from 'domhandler'
import { parseFragment } from '../html/parse.ts'
import { foldSpace } from '../html/text.ts'
import { blockElements } from './sanitize/allowed.ts'

/** One stretch of running text: a paragraph, a sub-heading, a list item, a quote, a row of a table. */
export interface Block {
  readonly kind: 'paragraph' | 'heading' | 'item' | 'row' | 'preformatted'
  /** A heading's level, an item's depth, else 0. */
  readonly level: number
  /** What stands before an item: `-` or its number. */
  readonly marker: string
  /** How many quotes it stands in. */
  readonly quoted: number
  /** The nodes of its text, blocks within it left out. */
  readonly nodes: readonly ChildNode[]
}

interface Place {
  readonly quoted: number
  readonly listDepth: number
  readonly kind: Block['kind']
  readonly level: number
  readonly marker: string
}

/** Divides sanitized markup into its blocks, in reading order. */
export function readBlocks(html: string): readonly Block[] {
  return blocksOf(parseFragment(html).children)
}

function blocksOf(nodes: readonly ChildNode[]): readonly Block[] {
  const blocks: Block[] = []
  readChildren(nodes, blocks, {
    quoted: 0,
    listDepth: 0,
    kind: 'paragraph',
    level: 0,
    marker: '',
  })
  return blocks
}

function readChildren(children: readonly ChildNode[], blocks: Block[], place: Place): void {
  let running: ChildNode[] = []
  let current = place
  const flush = (): void => {
    if (running.some(node => hasText(node))) {
      const { kind, level, marker, quoted } = current
      blocks.push({ kind, level, marker, quoted, nodes: running })
      // Only the first block of an item carries its marker.
      if (kind === 'item') current = { ...current, marker: ' '.repeat(marker.length) }
    }
    running = []
  }
  for (const child of children) {
    if (isTag(child) && holdsBlock(child)) {
      flush()
      readElement(child, blocks, current)
    } else running.push(child)
  }
  flush()
}

function readElement(element: Element, blocks: Block[], place: Place): void {
  const { name, children } = element
  if (/^h[1-6]$/.test(name))
    readChildren(children, blocks, { ...place, kind: 'heading', level: Number(name[1]) })
  else if (name === 'blockquote') readChildren(children, blocks, { ...place, quoted: place.quoted + 1 })
  else if (name === 'pre') blocks.push({ ...place, kind: 'preformatted', nodes: children })
  else if (name === 'tr') blocks.push({ ...place, kind: 'row', nodes: children })
  else if (name === 'ul' || name === 'ol') readList(element, blocks, place)
  else readChildren(children, blocks, place)
}

function readList(list: Element, blocks: Block[], place: Place): void {
  let number = Number(list.attribs['start'] ?? 1)
  for (const child of list.children) {
    if (!isTag(child)) continue
    if (child.attribs['value'] !== undefined) number = Number(child.attribs['value'])
    const marker = list.name === 'ol' ? `${number++}.` : '-'
    const listDepth = place.listDepth + 1
    readChildren(
      [child].flatMap(item => (item.name === 'li' ? item.children : [item])),
      blocks,
      {
        ...place,
        listDepth,
        kind: 'item',
        level: listDepth,
        marker,
      },
    )
  }
}

/** Whether an element breaks the line it stands in. */
function holdsBlock(element: Element): boolean {
  return blockElements.has(element.name) || element.children.some(child => isTag(child) && holdsBlock(child))
}

function hasText(node: ChildNode): boolean {
  if (isText(node)) return node.data.trim() !== ''
  return isTag(node) && node.children.some(hasText)
}

/** The text of a block; line breaks within it stay, the cells of a row are parted by tabs. */
export function blockText(block: Block): string {
  if (block.kind === 'preformatted')
    return block.nodes.map(preformattedText).join('').replace(/^\n+/, '').trimEnd()
  if (block.kind === 'row')
    return block.nodes
      .filter(isTag)
      .map(cell => foldSpace(runningText(cell)))
      .join('\t')
      .trim()
  const text = runningTexts(block.nodes)
  if (!text.includes('\n')) return foldSpace(text)
  return text
    .split('\n')
    .map(foldSpace)
    .filter(line => line !== '')
    .join('\n')
}

function preformattedText(node: ChildNode): string {
  if (isText(node)) return node.data
  if (!isTag(node)) return ''
  return node.name === 'br' ? '\n' : node.children.map(preformattedText).join('')
}

function runningTexts(nodes: readonly ChildNode[]): string {
  let text = ''
  for (const node of nodes) text += runningText(node)
  return text
}

// A line feed is to be that of a `br` alone; of the rest of white space `foldSpace` would drop these.
const noSpace = /[\n\v\f\uFEFF]+/g

/** The text of a node on lines that end at its `br`, with white space as it is. */
function runningText(node: ChildNode): string {
  if (isText(node)) return node.data.replace(noSpace, ' ')
  if (!isTag(node)) return ''
  if (node.name === 'br') return '\n'
  const text = runningTexts(node.children)
  return blockElements.has(node.name) ? ` ${text} ` : text
}

/** The body as plain text: its blocks, parted by one blank line. */
export function articleText(html: string): string {
  return textOfNodes(parseFragment(html).children)
}

/** The same of markup that is parsed already. */
export function textOfNodes(nodes: readonly ChildNode[]): string {
  return blocksOf(nodes)
    .map(blockText)
    .filter(text => text !== '')
    .join('\n\n')
}
