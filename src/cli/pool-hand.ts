import type { MirrorState } from '../core/mirror/mirror.ts'
import type { ChangeOptions } from '../operations/change-mirror.ts'
import type { InviteFacts } from '../operations/invite-by-hand.ts'
import type { MirrorFacts } from '../operations/mirror-facts.ts'
import type { ChannelFacts } from '../operations/read-channels.ts'
import type { RotationFacts } from '../operations/rotate-by-hand.ts'
import type { PoolSurvey } from '../operations/survey-pool.ts'
import type { OperatorApi } from '../ports/operator-api.ts'
import { openEdge, type WhereToWork } from './edge-option.ts'
import { formatDay } from './pool-facts.ts'
import type { Runtime } from './runtime.ts'
import { type Session, withRuntime } from './session.ts'

export interface NewMirror {
  readonly host: string
  readonly channelId: string
  readonly provider: string | null
  readonly expiresAtMs: number | undefined
}

/** What commands do to a pool, wherever it is kept. */
export interface PoolHand {
  survey(): Promise<PoolSurvey>
  add(mirror: NewMirror): Promise<MirrorFacts>
  move(host: string, to: MirrorState, options: ChangeOptions): Promise<MirrorFacts>
  rotate(request: {
    readonly channelId: string
    readonly fromHost?: string | undefined
    readonly isDry: boolean
  }): Promise<RotationFacts>
  channels(): Promise<readonly ChannelFacts[]>
  invite(request: {
    readonly channelId: string
    readonly fromSecret?: string | undefined
  }): Promise<InviteFacts>
  where(secret: string): Promise<string | null>
}

/** Gives a command the pool of this machine, or of the Worker that `--edge` names. */
export async function withPool<Result>(
  session: Session,
  options: WhereToWork,
  use: (pool: PoolHand) => Promise<Result>,
): Promise<Result> {
  const api = await openEdge(session, options)
  if (api !== null) return use(poolAt(api))
  return withRuntime(session, options, runtime => use(poolOf(runtime)))
}

/** Each operation is loaded when it is needed, so that a command starts quickly. */
export function poolOf(runtime: Runtime): PoolHand {
  const { channels } = runtime
  return {
    async survey() {
      const { surveyPool } = await import('../operations/survey-pool.ts')
      return surveyPool(channels, runtime)
    },
    async add({ expiresAtMs, ...mirror }) {
      const { putMirror } = await import('../operations/put-mirror.ts')
      const { mirrorFacts } = await import('../operations/mirror-facts.ts')
      const seed = { ...mirror, state: 'standby', ...(expiresAtMs !== undefined && { expiresAtMs }) } as const
      return mirrorFacts((await putMirror(seed, channels, runtime)).mirror)
    },
    async move(host, to, options) {
      const { changeMirror } = await import('../operations/change-mirror.ts')
      const { mirrorFacts } = await import('../operations/mirror-facts.ts')
      return mirrorFacts(await changeMirror(host, to, options, runtime))
    },
    async rotate(request) {
      const { rotateByHand } = await import('../operations/rotate-by-hand.ts')
      return rotateByHand(request, channels, runtime)
    },
    async channels() {
      const { readChannels } = await import('../operations/read-channels.ts')
      return readChannels(channels, runtime.mirrorLog)
    },
    async invite(request) {
      const { inviteByHand } = await import('../operations/invite-by-hand.ts')
      return inviteByHand(request, channels, runtime)
    },
    async where(secret) {
      const { findAddress } = await import('../operations/invite-reader.ts')
      const { addressOf } = await import('../operations/invite-by-hand.ts')
      return addressOf(await findAddress(secret, runtime), runtime.originOf)
    },
  }
}

/** What stands behind these paths answers in these shapes: both are of one program, and it says where they differ. */
function poolAt(api: OperatorApi): PoolHand {
  const path = encodeURIComponent
  return {
    survey: async () => (await api.ask('get', '/pool')) as PoolSurvey,
    add: async ({ host, channelId: channel, provider, expiresAtMs }) =>
      (await api.ask('post', '/mirrors', {
        host,
        channel,
        provider,
        expires: formatDay(expiresAtMs),
      })) as MirrorFacts,
    move: async (host, to, { region, reason, aim, force }) =>
      (await api.ask('post', `/mirrors/${path(host)}/state`, {
        to,
        region,
        reason,
        aim,
        force,
      })) as MirrorFacts,
    rotate: async ({ channelId: channel, fromHost: from, isDry: dryRun }) =>
      (await api.ask('post', '/rotate', { channel, from, dryRun })) as RotationFacts,
    channels: async () => (await api.ask('get', '/channels')) as readonly ChannelFacts[],
    invite: async ({ channelId, fromSecret: from }) =>
      (await api.ask('post', `/channels/${path(channelId)}/invites`, { from })) as InviteFacts,
    where: async secret =>
      ((await api.ask('post', '/where', { secret })) as { readonly address: string | null }).address,
  }
}
