import { AppError } from '../../core/errors.ts'
import { mirrorStates } from '../../core/mirror/mirror.ts'
import { changeMirror } from '../../operations/change-mirror.ts'
import { addressOf, inviteByHand } from '../../operations/invite-by-hand.ts'
import { findAddress } from '../../operations/invite-reader.ts'
import { mirrorFacts } from '../../operations/mirror-facts.ts'
import { putMirror } from '../../operations/put-mirror.ts'
import { readChannels } from '../../operations/read-channels.ts'
import { rotateByHand } from '../../operations/rotate-by-hand.ts'
import { surveyPool } from '../../operations/survey-pool.ts'
import { writeAddressList } from '../../operations/write-address-list.ts'
import { flag, type Given, needed, type OperatorOperation, of, optional, text } from './operation.ts'

const publicChannel = 'public'

/** The pool of mirrors, and who is given which. */
export const mirrorOperations: readonly OperatorOperation[] = [
  {
    id: 'listMirrors',
    method: 'get',
    path: '/mirrors',
    summary: 'The pool of mirrors, closed ones too.',
    fields: {},
    run: async (_, { mirrorLog }) => (await mirrorLog.list()).map(mirrorFacts),
  },
  {
    id: 'surveyPool',
    method: 'get',
    path: '/pool',
    summary: 'The pool as a whole: what falls together, and how long the reserve lasts.',
    fields: {},
    run: (_, deps) => surveyPool(deps.channels, deps),
  },
  {
    id: 'addMirror',
    method: 'post',
    path: '/mirrors',
    summary: 'Puts a new host into the pool, as a standby.',
    fields: {
      host: needed('A host name of yours that leads to this server.'),
      channel: text('Id of its channel, `public` unless told.'),
      provider: text('Who hosts it.'),
      expires: text(
        'Until when its name is registered, YYYY-MM-DD; of a host that is there already, renews that.',
      ),
    },
    run: async (given, deps) => {
      const seed = {
        host: readHost(of(given, 'host')),
        channelId: optional(given, 'channel') ?? publicChannel,
        state: 'standby' as const,
        provider: optional(given, 'provider') ?? null,
        ...lapseOf(given),
      }
      return mirrorFacts((await putMirror(seed, deps.channels, deps)).mirror)
    },
  },
  {
    id: 'changeMirror',
    method: 'post',
    path: '/mirrors/{host}/state',
    summary: 'Moves a mirror into another state.',
    fields: {
      to: { type: 'string', description: 'The new state.', required: true, enum: mirrorStates },
      region: text('Where it is blocked: ISO 3166-1 alpha-2, for `blocked`.'),
      reason: text('Why.'),
      aim: {
        type: 'string',
        description: 'What a block was aimed at; judged by which others are blocked unless told.',
        enum: ['specific', 'collateral'],
      },
      force: flag('Retires a host that readers may still need.'),
    },
    run: async (given, deps) => {
      const to = mirrorStates.find(state => state === given['to']) ?? 'standby'
      const aim = (['specific', 'collateral'] as const).find(each => each === given['aim'])
      const options = {
        region: optional(given, 'region')?.toUpperCase(),
        reason: optional(given, 'reason'),
        aim,
        force: given['force'] === true,
      }
      return mirrorFacts(await changeMirror(of(given, 'host'), to, options, deps))
    },
  },
  {
    id: 'rotate',
    method: 'post',
    path: '/rotate',
    summary: "Announces a channel's next host: it becomes live, the old one draining.",
    fields: {
      channel: text('Id of the channel, `public` unless told.'),
      from: text('The host that is replaced.'),
      dryRun: flag('Only shows what readers would be told.'),
    },
    run: (given, deps) => {
      const request = {
        channelId: optional(given, 'channel') ?? publicChannel,
        fromHost: optional(given, 'from'),
        isDry: given['dryRun'] === true,
      }
      return rotateByHand(request, deps.channels, deps)
    },
  },
  {
    id: 'listChannels',
    method: 'get',
    path: '/channels',
    summary: 'Each channel with its hosts, groups and invites counted.',
    fields: {},
    run: (_, { channels, mirrorLog }) => readChannels(channels, mirrorLog),
  },
  {
    id: 'invite',
    method: 'post',
    path: '/channels/{channel}/invites',
    summary: 'Makes an invite of a closed channel; its secret is told this once.',
    fields: { from: text('The secret of the reader who passes it on.') },
    run: (given, deps) => {
      const request = { channelId: of(given, 'channel'), fromSecret: optional(given, 'from') }
      return inviteByHand(request, deps.channels, deps)
    },
  },
  {
    id: 'findAddress',
    method: 'post',
    path: '/where',
    summary: 'The present address of an invite, for a mail responder or bot; null where there is none.',
    fields: { secret: needed("The invite's secret.") },
    run: async (given, deps) => ({
      address: addressOf(await findAddress(of(given, 'secret'), deps), deps.originOf),
    }),
  },
  {
    id: 'writeAddressList',
    method: 'get',
    path: '/address-list',
    summary: 'The public encrypted list, written anew, for a public place; every time in the same length.',
    fields: {},
    run: async (_, { mirrorLog, addressList, clock, originOf }) => {
      if (addressList === null)
        throw new AppError('wrong-usage', 'no list is kept', { next: 'set addressList in the configuration' })
      const { slots, everyHours } = addressList
      const epoch = Math.floor(clock.nowMs() / (everyHours * 3_600_000))
      return { epoch, list: await writeAddressList(mirrorLog, { slots, epoch, originOf }) }
    },
  },
]

function readHost(text: string): string {
  const isPlain = !/[\s/\\:@?#%]/.test(text) && URL.canParse(`http://${text}/`)
  if (isPlain) return new URL(`http://${text}/`).hostname
  throw new AppError(
    'wrong-usage',
    '"host" will not do: allowed: a host name alone, such as news.example.net',
  )
}

function lapseOf(given: Given): { readonly expiresAtMs?: number } {
  const day = optional(given, 'expires')
  if (day === undefined) return {}
  const expiresAtMs = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  if (!Number.isNaN(expiresAtMs)) return { expiresAtMs }
  throw new AppError('wrong-usage', '"expires" will not do: allowed: a day, such as 2027-05-31')
}
