import { type Element, isTag, isText } from 'domhandler'

const maxCell = 240

/** A table of short cells, several in most rows, is one passage; one that lays out a page is a place for many. */
export function isDataTable(table: Element): boolean {
  let rows = 0
  let wideRows = 0
  let long = false
  const look = (element: Element): void => {
    for (const child of element.children) {
      if (!isTag(child)) continue
      if (child.name === 'tr') {
        const cells = child.children.filter(isTag)
        const filled = cells.map(cell => (holdsTable(cell) ? maxCell + 1 : lengthIn(cell)))
        long ||= filled.some(length => length > maxCell)
        if (filled.some(length => length > 0)) rows++
        if (filled.filter(length => length > 0).length > 1) wideRows++
      } else if (child.name === 'tbody' || child.name === 'thead' || child.name === 'tfoot') look(child)
    }
  }
  look(table)
  return !long && rows >= 2 && wideRows >= rows * 0.6
}

function holdsTable(element: Element): boolean {
  return element.children.some(
    child => isTag(child) && (/^(?:table|ul|ol|h[1-6])$/.test(child.name) || holdsTable(child)),
  )
}

function lengthIn(element: Element): number {
  let length = 0
  for (const child of element.children) {
    if (isText(child)) length += child.data.trim().length
    else if (isTag(child)) length += lengthIn(child)
    if (length > maxCell) break
  }
  return length
}
