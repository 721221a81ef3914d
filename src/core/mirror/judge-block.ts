/** A host as far as it tells what a block was aimed at. */
export interface Neighbor {
  readonly host: string
  readonly provider: string | null
  /** The registrable name or shared suffix that it stands under. */
  readonly parent: string
  /** Whether readers still reach it. */
  readonly isReached: boolean
}

export type BlockAim = 'specific' | 'collateral'

// Two neighbors that are gone may be chance; a censor who blocks a provider takes nearly all.
const fewestNeighbors = 3
const shareGone = 0.9

/**
 * Whether a block was aimed at one host, so that somebody told of it, or at all that share its provider or parent.
 * @param others the hosts of other groups and channels that are, or were within the last days, in use.
 */
export function judgeBlock(blocked: Neighbor, others: readonly Neighbor[]): BlockAim {
  const kinds = [
    others.filter(other => blocked.provider !== null && other.provider === blocked.provider),
    others.filter(other => other.parent === blocked.parent),
  ]
  const isCollateral = kinds.some(neighbors => {
    const gone = neighbors.filter(neighbor => !neighbor.isReached).length
    return neighbors.length >= fewestNeighbors && gone >= neighbors.length * shareGone
  })
  return isCollateral ? 'collateral' : 'specific'
}
