import type { Chance } from './chance.ts'
import type { Scenario } from './scenario.ts'
import type { PlayHost, PlayInvite } from './world.ts'

/** What a censor sees on one morning: hosts that readers will poll today, and who of its agents knew which when. */
export interface Sight {
  readonly day: number
  readonly inUse: readonly PlayHost[]
}

/** Chooses the hosts that are blocked today, before readers poll. */
export type Censor = (sight: Sight) => readonly PlayHost[]

// A watcher of certificates takes this share of fresh names for a newsroom's, by their look alone.
const shareGuessed = 0.02

export function createCensor({ censor, strikeDay }: Scenario, chance: Chance): Censor {
  switch (censor) {
    case 'zero-lag':
    case 'sybil':
      return blockAfter(0)
    case 'lag-1':
    case 'zig-zag':
      return blockAfter(1)
    case 'lag-7':
      return blockAfter(7)
    case 'lag-30':
      return blockAfter(30)
    case 'sleepers':
      return sight => (sight.day < strikeDay ? [] : blockAfter(0)(sight))
    case 'provider':
      return alsoStriking(strikeDay, host => host.provider === 'provider-0')
    case 'parent':
      return alsoStriking(strikeDay, host => host.parent === 'suffix-0')
    case 'certificates':
      return sight => [
        ...blockAfter(0)(sight),
        ...sight.inUse.filter(
          host => host.knownDay === null && host.firstUsedDay === sight.day && chance.next() < shareGuessed,
        ),
      ]
  }
}

function blockAfter(lagDays: number): Censor {
  return ({ day, inUse }) => inUse.filter(host => host.knownDay !== null && day >= host.knownDay + lagDays)
}

/** Blocks what agents know at once, and from one day on for a week everything of a kind. */
function alsoStriking(strikeDay: number, isOfKind: (host: PlayHost) => boolean): Censor {
  return sight => {
    const strikes = sight.day >= strikeDay && sight.day < strikeDay + 7
    return sight.inUse.filter(
      host => (host.knownDay !== null && sight.day >= host.knownDay) || (strikes && isOfKind(host)),
    )
  }
}

// The censor sees the lines of this share of readers well enough to follow them, for three moves.
const shareFollowed = 0.1
const movesFollowed = 3

/** Zig-zag: who polled a host that the censor knew and left standing is followed to the next one. */
export function followReaders(
  invites: readonly PlayInvite[],
  lost: ReadonlySet<PlayHost>,
  chance: Chance,
  hostsOf: (at: number) => readonly PlayHost[],
): void {
  for (const invite of invites) {
    if (invite.isAgent || !hostsOf(invite.at).some(host => lost.has(host))) continue
    if (invite.followedMoves > 0) invite.followedMoves--
    else if (chance.next() < shareFollowed) invite.followedMoves = movesFollowed
  }
}
