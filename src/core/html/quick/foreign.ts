import { breaksOut, holdsHtml, type Tag } from './tags.ts'
import { addElement, addText, openElement, type StartTag, type Tree } from './tree.ts'

// SVG and MathML (HTML §13.2.6.5). Nothing in them is text of an article, so names keep the letter case of the parser's
// own, and whatever would lead out of them again is left to the full parser.

const namespaces: Readonly<Record<string, string>> = {
  svg: 'http://www.w3.org/2000/svg',
  math: 'http://www.w3.org/1998/Math/MathML',
}

export function openForeign(tree: Tree, { tag, attributes, isSelfClosing }: StartTag): void {
  const open = isSelfClosing ? addElement : openElement
  open(tree, tag, attributes, namespaces[tag.name])
}

export function isInForeign({ open }: Tree): boolean {
  return open[open.length - 1]?.isForeign === true
}

export function startInForeign(tree: Tree, { tag, attributes, isSelfClosing }: StartTag): void {
  const top = tree.open[tree.open.length - 1]
  if (top === undefined || breaksOut.has(tag.name) || holdsHtml.has(top.tag.name) || tag.name === 'script') {
    tree.isLost = true
    return
  }
  const open = isSelfClosing ? addElement : openElement
  open(tree, tag, attributes, top.element.namespace ?? '')
}

/** @returns whether the end tag was that of an element in here. */
export function endInForeign(tree: Tree, tag: Tag): void {
  for (let i = tree.open.length - 1; i >= 0; i--) {
    const at = tree.open[i]
    if (at === undefined || !at.isForeign) break
    if (at.tag.name === tag.name) {
      tree.open.length = i
      return
    }
  }
  tree.isLost = true
}

export function textInForeign(tree: Tree, data: string): void {
  addText(tree, data)
}
