import { Option } from 'commander'
import type { OperatorApi } from '../ports/operator-api.ts'
import type { Runtime } from './runtime.ts'
import { type Session, withRuntime } from './session.ts'

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

/** Does one thing at the Worker that `--edge` names, or on this machine. */
export async function atEdgeOrHere<Result>(
  session: Session,
  options: WhereToWork,
  ways: {
    readonly there: (api: OperatorApi) => Promise<Result>
    readonly here: (runtime: Runtime) => Promise<Result>
  },
): Promise<Result> {
  const api = await openEdge(session, options)
  return api === null ? withRuntime(session, options, ways.here) : ways.there(api)
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
