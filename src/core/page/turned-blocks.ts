import { type AnyNode, hasChildren, isTag } from 'domhandler'
import type { TextDirection } from '../article/article.ts'
import { textOf } from './leaving-links.ts'

const blocks = new Set([
  'p',
  'blockquote',
  'q',
  'cite',
  'li',
  'td',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'figcaption',
])
const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/gu
const fewestLetters = 8

/** Marks quotes and paragraphs that run the other way than the text around them, where upstream did not. */
export function markTurnedBlocks(node: AnyNode, around: TextDirection): void {
  if (!hasChildren(node)) return
  for (const child of node.children) {
    if (!isTag(child)) continue
    const declared = child.attribs['dir']
    const direction = declared === undefined && blocks.has(child.name) ? directionOf(textOf(child)) : null
    if (direction !== null && direction !== around) child.attribs['dir'] = direction
    markTurnedBlocks(child, declared === 'ltr' || declared === 'rtl' ? declared : (direction ?? around))
  }
}

/** Null where there are too few letters to say. */
function directionOf(text: string): TextDirection | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const turned = text.match(rightToLeft)?.length ?? 0
  if (letters < fewestLetters) return null
  return turned * 2 > letters ? 'rtl' : 'ltr'
}
