import { chargeInvite } from './charge-block.ts'
import type { Group, GroupChange, GroupRules, Invite } from './group.ts'
import { splitGroup } from './split-group.ts'
import { type Lags, suspectGroup } from './suspect.ts'

/** All groups of a channel and their invites, by id. */
export interface GroupBook {
  readonly groups: ReadonlyMap<string, Group>
  readonly invites: ReadonlyMap<string, Invite>
}

export interface AssignOptions {
  readonly rules: GroupRules
  readonly lags: Lags
  readonly nowMs: number
  /** How many standbys there are to give. */
  readonly reserve: number
}

export interface Assignment extends GroupChange {
  /** Groups that are to get a standby now, first things first; as many as the reserve has at most. */
  readonly served: readonly string[]
}

// Above this a half is not given a host to be proved wrong: it is split once more, or its only invite charged.
const surely = 0.95

/**
 * Decides which waiting groups get the standbys there are: those first that connect the most innocent readers. A half
 * whose sibling outlives the censor's habit needs no host of its own to be found out. A charged invite is served from
 * what is left when each live group has one standby, after its second charge two.
 */
export function assignHosts(book: GroupBook, options: AssignOptions): Assignment {
  const changes = new Changes(book)
  const waiting = [...book.groups.values()].filter(
    group => group.host === null && mayBeServed(group, changes, options),
  )
  const queue = waiting.flatMap(group => deduce(group, changes, options))
  const live = [...book.groups.values()].filter(group => group.host !== null).length
  const weighed = queue
    .map(group => ({ group, ...weigh(group, changes, options) }))
    .toSorted(
      (a, b) => a.charges - b.charges || b.innocents - a.innocents || (a.group.id < b.group.id ? -1 : 1),
    )
  const served: string[] = []
  for (const { group, charges } of weighed) {
    const left = options.reserve - served.length
    if (left > charges * live) served.push(group.id)
  }
  return { ...changes.collect(), served }
}

function mayBeServed(group: Group, changes: Changes, { nowMs }: AssignOptions): boolean {
  const invites = changes.invitesOf(group)
  return invites.some(invite => invite.closedAtMs === null && (invite.waitsUntilMs ?? 0) <= nowMs)
}

/** A group that surely holds an agent is split without being served; what is left to serve is returned. */
function deduce(group: Group, changes: Changes, options: AssignOptions): readonly Group[] {
  const invites = changes.invitesOf(group)
  const suspicion = changes.suspect(group, options)
  const [only] = invites
  if (suspicion < surely || only === undefined) return [group]
  if (invites.length > 1) {
    const split = splitGroup(group, invites)
    changes.add(split)
    return split.groups.flatMap(half => deduce(half, changes, options))
  }
  // Charged already, it is given another chance when its time is over.
  if (only.charges > 0) return [group]
  const charged = chargeInvite(only, options.rules, options.nowMs)
  changes.add({ groups: [], invites: [charged], removedGroupIds: [] })
  return []
}

function weigh(group: Group, changes: Changes, options: AssignOptions) {
  const invites = changes.invitesOf(group)
  return {
    charges: Math.min(...invites.map(invite => invite.charges)),
    innocents: invites.length * (1 - changes.suspect(group, options)),
  }
}

/** The book with what was changed laid over it. */
class Changes {
  readonly #book: GroupBook
  readonly #groups = new Map<string, Group>()
  readonly #invites = new Map<string, Invite>()
  readonly #removed = new Set<string>()

  constructor(book: GroupBook) {
    this.#book = book
  }

  add({ groups, invites, removedGroupIds }: GroupChange): void {
    for (const group of groups) this.#groups.set(group.id, group)
    for (const invite of invites) this.#invites.set(invite.id, invite)
    for (const id of removedGroupIds) {
      this.#groups.delete(id)
      if (this.#book.groups.has(id)) this.#removed.add(id)
    }
  }

  invitesOf(group: Group): readonly Invite[] {
    return group.inviteIds.flatMap(id => this.#invites.get(id) ?? this.#book.invites.get(id) ?? [])
  }

  suspect(group: Group, options: AssignOptions): number {
    const siblingId = group.sibling?.groupId ?? ''
    const sibling = this.#groups.get(siblingId) ?? this.#book.groups.get(siblingId) ?? null
    return suspectGroup(group, this.invitesOf(group), { ...options, sibling })
  }

  collect(): GroupChange {
    return {
      groups: [...this.#groups.values()],
      invites: [...this.#invites.values()],
      removedGroupIds: [...this.#removed],
    }
  }
}
