import { toIso } from '../../core/instant.ts'
import { delegationEndMs } from '../../core/signature/delegation-end.ts'
import { bad, type Check, type Finding, ok, warn } from './check.ts'

const dayMs = 86_400_000
const soonDays = 7

/** Whether readers can tell what is ours. */
export const signingCheck: Check<'signer' | 'clock'> = {
  id: 'signing',
  async run({ signer, clock }) {
    if (signer === null)
      return [
        warn(
          'nothing is signed: a reader cannot tell your list of mirrors from a forged one',
          'npx tamizdat init writes a key; name it in signing.key',
        ),
      ]
    // A key that cannot sign is found out here and not by the first reader.
    await signer.sign(new Uint8Array(1))
    const endsAtMs = delegationEndMs(signer.publicKey, signer.chain)
    return [ok(`signs with the key ${signer.publicKey}`), ...judgeEnd(endsAtMs, clock.nowMs())]
  },
}

/** A delegation ends by itself, so that a seized server does not sign for ever; it has to be renewed in time. */
function judgeEnd(endsAtMs: number | null, nowMs: number): readonly Finding[] {
  if (endsAtMs === null) return []
  const day = toIso(endsAtMs).slice(0, 10)
  const next =
    'on the computer that keeps the root key: npx tamizdat keygen --online --keep; then copy delegation.txt here'
  if (endsAtMs <= nowMs)
    return [bad(`the delegation of the key ended on ${day}: readers are told not to trust it`, next)]
  if (endsAtMs < nowMs + soonDays * dayMs) return [warn(`the delegation of the key ends on ${day}`, next)]
  return [ok(`the delegation of the key holds until ${day}`)]
}
