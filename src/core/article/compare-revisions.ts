import type { Revision } from './article.ts'

/** One block of the text that a revision took out or brought in, in the order of reading. */
export interface ChangedBlock {
  readonly kind: 'removed' | 'added'
  readonly text: string
}

/** What became another between two revisions. */
export interface RevisionChange {
  /** Names of the parts that differ, the text aside. */
  readonly parts: readonly (
    | 'title'
    | 'byline'
    | 'summary'
    | 'notices'
    | 'credits'
    | 'corrections'
    | 'figures'
  )[]
  readonly blocks: readonly ChangedBlock[]
}

const parts = ['title', 'byline', 'summary', 'notices', 'credits', 'corrections', 'figures'] as const

// Above this, comparing every block with every other would take too long; then only what stands at both ends counts.
const maxCells = 4_000_000

/** Compares the text block by block (longest common subsequence), and the other parts as wholes. */
export function compareRevisions(before: Revision, after: Revision): RevisionChange {
  return {
    parts: parts.filter(part => JSON.stringify(before[part]) !== JSON.stringify(after[part])),
    blocks: compareBlocks(blocksOf(before), blocksOf(after)),
  }
}

function blocksOf({ text }: Revision): readonly string[] {
  return text === '' ? [] : text.split('\n\n')
}

function compareBlocks(before: readonly string[], after: readonly string[]): readonly ChangedBlock[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let end = 0
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++
  return compareMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end))
}

function compareMiddle(before: readonly string[], after: readonly string[]): readonly ChangedBlock[] {
  const removed = (text: string): ChangedBlock => ({ kind: 'removed', text })
  const added = (text: string): ChangedBlock => ({ kind: 'added', text })
  if (before.length * after.length > maxCells) return [...before.map(removed), ...after.map(added)]
  // common[i][j]: how many blocks before[i…] and after[j…] share.
  const common = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1))
  const shared = (i: number, j: number) => common[i]?.[j] ?? 0
  for (let i = before.length - 1; i >= 0; i--) {
    const row = common[i]
    if (row === undefined) continue
    for (let j = after.length - 1; j >= 0; j--) {
      row[j] =
        before[i] === after[j] ? shared(i + 1, j + 1) + 1 : Math.max(shared(i + 1, j), shared(i, j + 1))
    }
  }
  const changes: ChangedBlock[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]]
    if (old !== undefined && old === fresh) {
      i++
      j++
    } else if (old !== undefined && (fresh === undefined || shared(i + 1, j) >= shared(i, j + 1))) {
      changes.push(removed(old))
      i++
    } else if (fresh !== undefined) {
      changes.push(added(fresh))
      j++
    }
  }
  return changes
}
