import { Option } from 'commander'
import type { OperatorApi } from '../ports/operator-api.ts'
import type { Session } from './session.ts'

/** Where a command works: on this machine's archive, or at a Worker. */
export interface WhereToWork {
  readonly config: string
  /** Its address; true: that of the configuration. Left out: on this machine. */
  readonly edge?: string | true
}

export function edgeOption(): Option {
  return new Option(
    '--edge [address]',
    "at the Worker whose operator's host this is (default: edge.operatorHost of the configuration)",
  )
}

/** @returns null where the command works on this machine. */
export async function openEdge(
  { roots }: Session,
  { edge, config }: WhereToWork,
): Promise<OperatorApi | null> {
  if (edge === undefined) return null
  return roots.openOperatorApi(edge === true ? null : withScheme(edge), config)
}

/** What a command that is advised next has to be given to work at the same place. */
export function edgeWords({ edge }: WhereToWork): string {
  if (edge === undefined) return ''
  return edge === true ? ' --edge' : ` --edge ${edge}`
}

/** A bare name is that of a host on the web; http is for one's own computer and has to be asked for. */
function withScheme(address: string): string {
  return /^https?:\/\//.test(address) ? address : `https://${address}`
}
