import type { Mode, Tree } from './tree.ts'

const modeWithin: Readonly<Record<string, Mode>> = {
  td: 'in cell',
  th: 'in cell',
  tr: 'in row',
  tbody: 'in table body',
  thead: 'in table body',
  tfoot: 'in table body',
  caption: 'in caption',
  colgroup: 'in column group',
  table: 'in table',
  select: 'in select',
  // What began in a template's own mode has gone on to this one.
  template: 'in body',
  head: 'in head',
  body: 'in body',
}

/** The mode that the innermost open elements ask for (§13.2.4.1). */
export function resetMode(tree: Tree): void {
  for (let i = tree.open.length - 1; i >= 0; i--) {
    const at = tree.open[i]
    const mode = at === undefined || at.isForeign ? undefined : modeWithin[at.tag.name]
    if (mode !== undefined) {
      tree.mode = mode
      return
    }
  }
  tree.isLost = true
}
