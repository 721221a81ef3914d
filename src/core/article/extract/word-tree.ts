/** Lists of words as one tree of their letters, which is gone down letter by letter: no word is cut out of a text. */
export interface WordTree {
  /** Where a letter leads to from a place in the tree: to `noPlace` where no word goes on with it. */
  readonly next: (place: number, unit: number) => number
  /** The lists that the word which ends at a place is in. */
  readonly listsAt: (place: number) => readonly number[]
}

export const noPlace = 0
/** Where each word begins. */
export const treeTop = 1

/** @param lists of words in lower case, with letters of the basic plane. */
export function wordTreeOf(lists: readonly (readonly string[])[]): WordTree {
  const units = new Set(lists.flatMap(words => words.flatMap(word => word.split('').map(codeOf))))
  const columns = new Uint8Array(Math.max(...units) + 1)
  for (const [column, unit] of [...units].entries()) columns[unit] = column + 1
  // A row for each place, a column for each letter, the first for all that are in no word.
  const width = units.size + 1
  const rows: number[][] = [new Array(width).fill(noPlace), new Array(width).fill(noPlace)]
  const ends: number[][] = [[], []]
  const grow = (place: number, unit: number): number => {
    const column = columns[unit] ?? 0
    const known = rows[place]?.[column] ?? noPlace
    if (known !== noPlace) return known
    const made = rows.push(new Array(width).fill(noPlace)) - 1
    ends.push([])
    rows[place]?.splice(column, 1, made)
    return made
  }
  for (const [list, words] of lists.entries())
    for (const word of new Set(words)) ends[word.split('').map(codeOf).reduce(grow, treeTop)]?.push(list)
  const table = Uint16Array.from(rows.flat())
  return {
    next: (place, unit) => table[place * width + (columns[unit] ?? 0)] ?? noPlace,
    listsAt: place => ends[place] ?? [],
  }
}

function codeOf(letter: string): number {
  return letter.charCodeAt(0)
}
