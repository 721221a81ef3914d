import { startInBody, startOfHead } from './body.ts'
import type { Content, StartTag, Tree } from './tree.ts'

export function startInTemplate(tree: Tree, start: StartTag): Content {
  const { role } = start.tag
  if (role === 'head') return startOfHead(tree, start)
  if (role === 'tablePart' || role === 'template' || role === 'html' || role === 'body') {
    tree.isLost = true
    return 'markup'
  }
  tree.mode = 'in body'
  return startInBody(tree, start)
}
